using Backprop.Numerics;

namespace Backprop.Tests.Training;

/// <summary>Threads share a training's work where that is faster, by a clock that the test sets.</summary>
public sealed class SharingChoiceTests : IDisposable
{
    private const int Points = 10;

    private readonly ThreadTeam _team = new(2);
    private readonly HandClock _clock = new();
    private readonly SharingChoice _choice;

    public SharingChoiceTests() => _choice = new SharingChoice(_team, _clock);

    public void Dispose() => _team.Dispose();

    [Fact]
    public void One_thread_goes_on_alone_where_it_is_faster_and_no_longer_than_that()
    {
        Assert.True(ShareAlone(shared: 300, alone: 100) > 0.9);
        Assert.True(ShareAlone(shared: 100, alone: 180) < 0.1);
        Assert.True(ShareAlone(shared: 300, alone: 100) > 0.9);
    }

    [Fact]
    public void Where_both_are_as_fast_the_work_is_shared() => Assert.True(ShareAlone(shared: 100, alone: 99) < 0.1);

    [Fact]
    public void What_is_slow_at_the_beginning_says_nothing()
    {
        Batch(500_000, 500_000);
        Assert.True(ShareAlone(shared: 100, alone: 180) < 0.1);
    }

    [Fact]
    public void A_stall_in_the_middle_of_a_trial_does_not_decide_for_ever()
    {
        ShareAlone(shared: 300, alone: 100);
        Batch(50_000, 50_000);
        Assert.True(ShareAlone(shared: 300, alone: 100) > 0.9);
    }

    [Fact]
    public void Large_steps_are_always_shared() => Assert.Equal(0, ShareAlone(shared: 5_000, alone: 4_000));

    [Fact]
    public void A_network_that_shares_nothing_is_left_in_peace()
    {
        for (int batch = 0; batch < 100_000; batch++) Batch(100, 100, shares: false);
        Assert.False(_team.IsAlone);
        long looks = _clock.Looks;
        Batch(100, 100);
        Assert.Equal(looks, _clock.Looks);
    }

    [Fact]
    public void What_lies_between_epochs_does_not_count()
    {
        // Every other epoch is followed by a long validation: with it, one way or the other would look slow by chance.
        for (int epoch = 0; epoch < 2000; epoch++)
        {
            _choice.GoOn();
            for (int batch = 0; batch < 50; batch++) Batch(300, 100);
            _choice.Pause();
            if (_team.IsAlone) _clock.Pass(1_000_000);
        }
        Assert.True(ShareAlone(shared: 300, alone: 100) > 0.9);
    }

    /// <summary>The share of some seconds of batches that one thread did alone.</summary>
    private double ShareAlone(int shared, int alone)
    {
        // A while in which it may find out.
        for (int batch = 0; batch < 50_000; batch++) Batch(shared, alone);
        int count = 0;
        const int Batches = 100_000;
        for (int batch = 0; batch < Batches; batch++)
        {
            if (_team.IsAlone) count++;
            Batch(shared, alone);
        }
        return (double)count / Batches;
    }

    /// <summary>A batch that takes so many microseconds.</summary>
    private void Batch(int shared, int alone, bool shares = true)
    {
        _clock.Pass(_team.IsAlone ? alone : shared);
        _team.Run(Nothing.Instance, shares ? 1_000_000 : 1);
        _choice.Next(Points);
    }

    private sealed class Nothing : TeamWork
    {
        public static readonly Nothing Instance = new();

        public override void Execute(in TeamPart part)
        {
        }
    }

    private sealed class HandClock : TimeProvider
    {
        private long _microseconds;

        public long Looks { get; private set; }

        public override long TimestampFrequency => 1_000_000;

        public override long GetTimestamp()
        {
            Looks++;
            return _microseconds;
        }

        public void Pass(int microseconds) => _microseconds += microseconds;
    }
}

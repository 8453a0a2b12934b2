using System.Runtime.ExceptionServices;

namespace Backprop.Numerics;

/// <summary>Work that a <see cref="ThreadTeam"/> shares out: each member does its part, and the parts never depend on one another.</summary>
internal interface ITeamWork
{
    /// <summary>Does part <paramref name="member"/> of <paramref name="members"/>.</summary>
    void Execute(int member, int members);
}

/// <summary>
/// A fixed team of threads: the caller and members − 1 workers. Workers spin for a short while between two pieces of work
/// and then sleep. Disposing ends them. One caller at a time; each trainer has a team of its own.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    private const int SpinsBeforeSleep = 2_000;
    private readonly Thread[] _workers = [];
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim[] _wake;
    private readonly bool _spin;
    private ITeamWork? _work;
    private ExceptionDispatchInfo? _failure;
    private volatile int _round;
    private volatile int _unfinished;
    private volatile bool _ended;

    public ThreadTeam(int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        Members = members;
        // More members than processors: spinning would only take time from the member that has work.
        _spin = members <= Environment.ProcessorCount;
        _workers = new Thread[members - 1];
        _wake = new ManualResetEventSlim[members - 1];
        for (int worker = 0; worker < _workers.Length; worker++) _wake[worker] = new ManualResetEventSlim(false, 0);
        int started = 0;
        try
        {
            for (; started < _workers.Length; started++) _workers[started] = Start(started + 1);
        }
        catch (Exception)
        {
            // A thread that cannot be had must not leave the others waiting for ever.
            Array.Resize(ref _workers, started);
            Dispose();
            throw;
        }
    }

    /// <summary>Threads in the team, the caller included.</summary>
    public int Members { get; }

    /// <summary>Runs every part of the work and returns when all are done; small work stays on the calling thread.</summary>
    /// <param name="work">The work.</param>
    /// <param name="multiplyAdds">What it costs, in multiply-adds.</param>
    public void Run(ITeamWork work, long multiplyAdds)
    {
        const long WorthWaking = 1_000_000;                 // about 10 µs of one core: several times what a barrier costs
        if (Members == 1 || multiplyAdds < WorthWaking) work.Execute(0, 1);
        else RunTogether(work);
    }

    public void Dispose()
    {
        _ended = true;
        foreach (var wake in _wake) wake.Set();
        foreach (var worker in _workers) worker.Join();
        foreach (var wake in _wake) wake.Dispose();
    }

    private Thread Start(int member)
    {
        var worker = new Thread(() => Serve(member)) { IsBackground = true, Name = $"Backprop {member}" };
        worker.Start();
        return worker;
    }

    private void RunTogether(ITeamWork work)
    {
        _work = work;
        _unfinished = Members - 1;
        _round++;
        foreach (var wake in _wake) wake.Set();
        Try(work, 0);
        var spinner = new SpinWait();
        while (_unfinished > 0) spinner.SpinOnce(_spin ? -1 : 20);
        _work = null;
        if (_failure is null) return;
        var failure = _failure;
        _failure = null;
        failure.Throw();
    }

    private void Serve(int member)
    {
        var wake = _wake[member - 1];
        for (int served = 0; ;)
        {
            for (int spin = 0; _spin && _round == served && !_ended && spin < SpinsBeforeSleep; spin++) Thread.SpinWait(8);
            if (_round == served && !_ended) wake.Wait();
            wake.Reset();
            if (_ended) return;
            if (_round == served) continue;
            served = _round;
            Try(_work!, member);
            Interlocked.Decrement(ref _unfinished);
        }
    }

    private void Try(ITeamWork work, int member)
    {
        try
        {
            work.Execute(member, Members);
        }
        catch (Exception exception)
        {
            lock (_gate) _failure ??= ExceptionDispatchInfo.Capture(exception);
        }
    }
}

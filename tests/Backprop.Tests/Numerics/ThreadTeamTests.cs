using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

public class ThreadTeamTests
{
    private const long Large = long.MaxValue;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Every_part_is_done_once_a_round(int members)
    {
        using var team = new ThreadTeam(members);
        var work = new Counting();
        for (int round = 0; round < 2000; round++) team.Run(work, Large);
        Assert.Equal(work.Parts, work.Done.Count(done => done > 0));
        Assert.All(work.Done.Take(work.Parts), done => Assert.Equal(2000, done));
        Assert.False(work.MemberMetItself);
    }

    [Fact]
    public void A_team_that_is_alone_counts_what_it_could_share_and_shares_nothing()
    {
        using var team = new ThreadTeam(2) { IsAlone = true };
        var work = new Counting();
        team.Run(work, 1);
        Assert.Equal((0, 1), ((int)team.Sharable, work.Parts));
        team.Run(work, Large);
        Assert.Equal((1, 1), ((int)team.Sharable, work.Parts));
        team.IsAlone = false;
        team.Run(work, Large);
        Assert.Equal(2, team.Sharable);
        Assert.True(work.Parts > 1);
    }

    [Fact]
    public void A_member_that_is_held_up_leaves_its_other_parts_to_the_rest()
    {
        using var team = new ThreadTeam(2);
        var work = new HeldUp();
        team.Run(work, Large);
        Assert.All(work.Doers.Where((_, part) => part != work.HeldPart), doer => Assert.NotEqual(work.Doers[work.HeldPart], doer));
    }

    [Fact]
    public void A_member_that_comes_late_from_a_round_of_few_parts_takes_none_of_a_round_of_many()
    {
        // More members than processors, so that some are put aside between two looks; rounds of one part each and of two take turns.
        const long OnePartEach = 8 * 64_000, TwoPartsEach = 2 * OnePartEach;
        using var team = new ThreadTeam(8);
        var work = new Counting();
        for (int round = 0; round < 30_000; round++)
        {
            Array.Clear(work.Done);
            team.Run(work, round % 2 == 0 ? OnePartEach : TwoPartsEach);
            int parts = round % 2 == 0 ? 8 : 16;
            Assert.Equal(parts, work.Parts);
            Assert.Equal(parts, work.Done.Sum());
            Assert.All(work.Done.Take(parts), done => Assert.Equal(1, done));
        }
    }

    [Fact]
    public void A_team_that_slept_wakes_up()
    {
        using var team = new ThreadTeam(3);
        var work = new Counting();
        for (int round = 0; round < 5; round++)
        {
            team.Run(work, Large);
            Thread.Sleep(30);
        }
        Assert.All(work.Done.Take(work.Parts), done => Assert.Equal(5, done));
    }

    [Fact]
    public void Small_work_stays_on_the_calling_thread()
    {
        using var team = new ThreadTeam(4);
        var work = new Counting();
        team.Run(work, multiplyAdds: 100);
        Assert.Equal((1, 1), (work.Parts, work.Done[0]));
        Assert.Equal(Environment.CurrentManagedThreadId, work.LastThread);
    }

    [Fact]
    public void A_failure_of_a_member_reaches_the_caller_and_the_team_lives_on()
    {
        using var team = new ThreadTeam(3);
        for (int failing = 0; failing < 3; failing++)
            Assert.Throws<InvalidOperationException>(() => team.Run(new Failing(failing), Large));
        var work = new Counting();
        team.Run(work, Large);
        Assert.All(work.Done.Take(work.Parts), done => Assert.Equal(1, done));
    }

    [Fact]
    public void Disposing_ends_every_thread()
    {
        var seen = new Remembering();
        using (var team = new ThreadTeam(4)) team.Run(seen, Large);
        Assert.Equal(3, seen.Workers.Count(worker => worker.Name!.StartsWith("Backprop", StringComparison.Ordinal)));
        Assert.All(seen.Workers.Where(worker => worker != Thread.CurrentThread), worker => Assert.False(worker.IsAlive));
    }

    private sealed class Counting : TeamWork
    {
        private readonly int[] _busy = new int[64];

        public int[] Done { get; } = new int[64];

        public int Parts { get; private set; }

        public int LastThread { get; private set; }

        public bool MemberMetItself { get; private set; }

        public override void Execute(in TeamPart part)
        {
            if (Interlocked.Exchange(ref _busy[part.Member], 1) != 0) MemberMetItself = true;
            Interlocked.Increment(ref Done[part.Index]);
            if (part.Index == 0) (Parts, LastThread) = (part.Count, Environment.CurrentManagedThreadId);
            Volatile.Write(ref _busy[part.Member], 0);
        }
    }

    /// <summary>The first part that a worker takes lasts until every other part is done.</summary>
    private sealed class HeldUp : TeamWork
    {
        private int _done;

        public int HeldPart { get; private set; } = -1;

        public int[] Doers { get; private set; } = [];

        public override void Execute(in TeamPart part)
        {
            lock (this) if (Doers.Length == 0) Doers = new int[part.Count];
            Doers[part.Index] = part.Member;
            if (part.Member == 1)
            {
                HeldPart = part.Index;
                int others = part.Count - 1;
                SpinWait.SpinUntil(() => Volatile.Read(ref _done) == others);
            }
            else
            {
                // The caller would do everything before the worker wakes up.
                SpinWait.SpinUntil(() => HeldPart >= 0);
            }
            Interlocked.Increment(ref _done);
        }
    }

    private sealed class Failing(int failing) : TeamWork
    {
        public override void Execute(in TeamPart part)
        {
            if (part.Index == failing) throw new InvalidOperationException("on purpose");
        }
    }

    /// <summary>Remembers every thread of the team: no part ends before each has taken one.</summary>
    private sealed class Remembering : TeamWork
    {
        private readonly HashSet<Thread> _threads = [];

        public IReadOnlyCollection<Thread> Workers => _threads;

        public override void Execute(in TeamPart part)
        {
            lock (_threads) _threads.Add(Thread.CurrentThread);
            SpinWait.SpinUntil(() => { lock (_threads) return _threads.Count == 4; });
        }
    }
}

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
    public void Every_member_does_its_part_once_a_round(int members)
    {
        using var team = new ThreadTeam(members);
        var work = new Counting(members);
        for (int round = 0; round < 2000; round++) team.Run(work, Large);
        Assert.All(work.Done, done => Assert.Equal(2000, done));
    }

    [Fact]
    public void A_team_that_slept_wakes_up()
    {
        using var team = new ThreadTeam(3);
        var work = new Counting(3);
        for (int round = 0; round < 5; round++)
        {
            team.Run(work, Large);
            Thread.Sleep(30);
        }
        Assert.All(work.Done, done => Assert.Equal(5, done));
    }

    [Fact]
    public void Small_work_stays_on_the_calling_thread()
    {
        using var team = new ThreadTeam(4);
        var work = new Counting(1);
        team.Run(work, multiplyAdds: 100);
        Assert.Equal([1], work.Done);
        Assert.Equal(Environment.CurrentManagedThreadId, work.LastThread);
    }

    [Fact]
    public void A_failure_of_a_member_reaches_the_caller_and_the_team_lives_on()
    {
        using var team = new ThreadTeam(3);
        for (int failing = 0; failing < 3; failing++)
            Assert.Throws<InvalidOperationException>(() => team.Run(new Failing(failing), Large));
        var work = new Counting(3);
        team.Run(work, Large);
        Assert.All(work.Done, done => Assert.Equal(1, done));
    }

    [Fact]
    public void Disposing_ends_every_thread()
    {
        var seen = new Remembering();
        using (var team = new ThreadTeam(4)) team.Run(seen, Large);
        Assert.Equal(3, seen.Workers.Count);
        Assert.All(seen.Workers, worker => Assert.False(worker.IsAlive));
    }

    private sealed class Counting(int members) : ITeamWork
    {
        public int[] Done { get; } = new int[members];

        public int LastThread { get; private set; }

        public void Execute(int member, int members)
        {
            Done[member]++;
            if (member == 0) LastThread = Environment.CurrentManagedThreadId;
        }
    }

    private sealed class Failing(int failing) : ITeamWork
    {
        public void Execute(int member, int members)
        {
            if (member == failing) throw new InvalidOperationException("on purpose");
        }
    }

    private sealed class Remembering : ITeamWork
    {
        private readonly Lock _gate = new();

        public List<Thread> Workers { get; } = [];

        public void Execute(int member, int members)
        {
            if (member == 0) return;
            lock (_gate) Workers.Add(Thread.CurrentThread);
        }
    }
}

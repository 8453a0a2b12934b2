namespace Backprop.Numerics;

/// <summary>A thread that helps with every round of its team, and between two rounds spins for a short while and then sleeps.</summary>
internal sealed class TeamWorker : IDisposable
{
    private const int SpinsBeforeSleep = 3_000;
    private readonly TeamRound _round;
    private readonly int _member;
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Thread _thread;
    private int _asleep;

    /// <summary>Starts the thread.</summary>
    public TeamWorker(TeamRound round, int member)
    {
        (_round, _member) = (round, member);
        _thread = new Thread(Serve) { IsBackground = true, Name = $"Backprop {member}" };
        _thread.Start();
    }

    public void WakeIfAsleep()
    {
        if (Volatile.Read(ref _asleep) != 0 && Interlocked.Exchange(ref _asleep, 0) != 0) _wake.Release();
    }

    /// <summary>Waits until the thread has ended; the round must have been told before.</summary>
    public void Dispose()
    {
        Interlocked.MemoryBarrier();
        WakeIfAsleep();
        _thread.Join();
        _wake.Dispose();
    }

    private void Serve()
    {
        for (int served = 0; ;)
        {
            AwaitRoundAfter(served);
            if (_round.Ended) return;
            served = _round.Number;
            _round.Help(served, _member);
        }
    }

    private void AwaitRoundAfter(int served)
    {
        for (int i = 0; _round.Spin && i < SpinsBeforeSleep; i++)
        {
            if (IsNeeded(served)) return;
            Thread.SpinWait(1);
        }
        while (!IsNeeded(served))
        {
            Interlocked.Exchange(ref _asleep, 1);
            // Between the look and the word the round may have begun: then nobody will wake this thread, unless it has been woken already.
            if (!IsNeeded(served) || Interlocked.Exchange(ref _asleep, 0) == 0) _wake.Wait();
        }
    }

    private bool IsNeeded(int served) => _round.Number != served || _round.Ended;
}

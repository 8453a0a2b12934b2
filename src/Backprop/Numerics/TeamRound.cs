using System.Runtime.ExceptionServices;

namespace Backprop.Numerics;

/// <summary>
/// The piece of work that a team is at. Parts are claimed by compare-and-swap on counters that carry the round's number and
/// the parts that are left, and nothing else decides a claim: a member that comes late from an earlier round finds another number
/// or no part, whatever else of the next round it sees already. The caller waits for parts, not for members.
/// </summary>
internal sealed class TeamRound(int members, bool spin) : IDisposable
{
    // Counters of two members stand two cache lines apart, since neighbouring lines are fetched together.
    private const int Spacing = 16;
    private const int SpinsBeforeSleep = 3_000;

    /// <summary>For each member the round (upper half) and how many of its own parts nobody has claimed (lower half).</summary>
    private readonly long[] _left = new long[(members + 1) * Spacing];
    private readonly SemaphoreSlim _allDone = new(0);
    private readonly Lock _gate = new();
    private TeamWork? _work;
    private ExceptionDispatchInfo? _failure;
    private int _partsOfMember, _undone, _callerAsleep;
    private volatile int _number;
    private volatile bool _ended;

    /// <summary>The round that runs or ran last, from 1.</summary>
    public int Number => _number;

    /// <summary>Whether there will be no further round.</summary>
    public bool Ended => _ended;

    /// <summary>Whether who waits shall spin before it sleeps.</summary>
    public bool Spin { get; } = spin;

    /// <summary>Begins a round; the one before must be over.</summary>
    public void Start(int number, TeamWork work, int partsOfMember)
    {
        (_work, _partsOfMember) = (work, partsOfMember);
        Volatile.Write(ref _undone, members * partsOfMember);
        for (int member = 0; member < members; member++) Volatile.Write(ref Left(member), ((long)number << 32) + partsOfMember);
        _number = number;
        // A full fence: the number is seen before a worker's word that it sleeps is read, so that none sleeps through the round.
        Interlocked.MemoryBarrier();
    }

    /// <summary>Does parts of a round until all are claimed: first the member's own, then those of others.</summary>
    public void Help(int number, int member)
    {
        for (int offset = 0; offset < members; offset++)
        {
            int owner = (member + offset) % members;
            while (TryClaim(number, owner, out int part)) Do(new TeamPart(owner * _partsOfMember + part, members * _partsOfMember, member));
        }
    }

    /// <summary>Waits until every part is done, and throws what one of them threw.</summary>
    public void AwaitEnd()
    {
        for (int i = 0; Volatile.Read(ref _undone) > 0; i++)
        {
            if (Spin && i < SpinsBeforeSleep) Thread.SpinWait(1);
            else SleepUntilDone();
        }
        _work = null;
        if (_failure is null) return;
        var failure = _failure;
        _failure = null;
        failure.Throw();
    }

    /// <summary>Tells the workers that there will be no further round.</summary>
    public void End() => _ended = true;

    public void Dispose() => _allDone.Dispose();

    private ref long Left(int member) => ref _left[(member + 1) * Spacing];

    private bool TryClaim(int number, int owner, out int part)
    {
        ref long left = ref Left(owner);
        for (long seen = Volatile.Read(ref left); ; seen = Volatile.Read(ref left))
        {
            part = (int)seen - 1;
            if (seen >> 32 != number || part < 0) return false;
            if (Interlocked.CompareExchange(ref left, seen - 1, seen) == seen) return true;
        }
    }

    private void Do(in TeamPart part)
    {
        try
        {
            _work!.Execute(part);
        }
        catch (Exception exception)
        {
            lock (_gate) _failure ??= ExceptionDispatchInfo.Capture(exception);
        }
        if (Interlocked.Decrement(ref _undone) == 0 && Interlocked.Exchange(ref _callerAsleep, 0) != 0) _allDone.Release();
    }

    /// <summary>Leaves the processor to a member that the system has put aside.</summary>
    private void SleepUntilDone()
    {
        Interlocked.Exchange(ref _callerAsleep, 1);
        // Between the look and the word the last part may have been done: then nobody will wake this thread, unless it has been woken already.
        if (Volatile.Read(ref _undone) > 0 || Interlocked.Exchange(ref _callerAsleep, 0) == 0) _allDone.Wait();
    }
}

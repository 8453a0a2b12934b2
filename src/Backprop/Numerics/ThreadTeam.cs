namespace Backprop.Numerics;

/// <summary>Work that a <see cref="ThreadTeam"/> shares out in parts that never depend on one another.</summary>
internal abstract class TeamWork
{
    /// <summary>Does one part.</summary>
    public abstract void Execute(in TeamPart part);
}

/// <summary>A part of a piece of work.</summary>
/// <param name="Index">Which part, from 0.</param>
/// <param name="Count">How many parts there are.</param>
/// <param name="Member">Who does it, from 0: nobody else has that number at the same time.</param>
internal readonly record struct TeamPart(int Index, int Count, int Member);

/// <summary>
/// A fixed team of threads: the caller and members − 1 workers. Each member begins with parts of its own and then helps the others,
/// so that a member that the system has put aside holds up one part at most.
/// Who waits spins for a short while and then sleeps. Disposing ends the workers. One caller at a time; each trainer has a team of its own.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    /// <summary>What a part must cost at least, in multiply-adds (four thousand vector instructions of 512 bits), for a barrier to pay.</summary>
    private const long WorthSharing = 64_000;

    /// <summary>Parts of a member: more of them would even out more, and each reads for itself what all have in common.</summary>
    private const int MostPartsOfMember = 2;

    private readonly TeamWorker[] _workers = [];
    private readonly Matrix?[] _scratch;
    private readonly TeamRound _round;
    private int _rounds;

    public ThreadTeam(int members)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
        Members = members;
        _scratch = new Matrix?[members];
        // More members than processors: spinning would only take time from the member that has work.
        _round = new TeamRound(members, spin: members <= Environment.ProcessorCount);
        _workers = new TeamWorker[members - 1];
        int started = 0;
        try
        {
            for (; started < _workers.Length; started++) _workers[started] = new TeamWorker(_round, started + 1);
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

    /// <summary>Whether the caller does all work alone for now. No bit depends on it.</summary>
    public bool IsAlone { get; set; }

    /// <summary>Pieces of work that were large enough to share, whether they were shared or not.</summary>
    public long Sharable { get; private set; }

    /// <summary>A member's own room for <see cref="PackedBlocks.Floats"/> floats; made when it is first asked for.</summary>
    public unsafe float* Scratch(int member) => (_scratch[member] ??= new Matrix(1, PackedBlocks.Floats)).Start;

    /// <summary>Runs every part of the work and returns when all are done; small work stays on the calling thread.</summary>
    /// <param name="work">The work.</param>
    /// <param name="multiplyAdds">What it costs, in multiply-adds.</param>
    public void Run(TeamWork work, long multiplyAdds)
    {
        long parts = multiplyAdds / WorthSharing / Members;
        if (Members == 1 || parts < 1)
        {
            work.Execute(new TeamPart(0, 1, 0));
            return;
        }
        Sharable++;
        if (IsAlone)
        {
            work.Execute(new TeamPart(0, 1, 0));
            return;
        }
        _round.Start(++_rounds, work, (int)Math.Min(parts, MostPartsOfMember));
        foreach (var worker in _workers) worker.WakeIfAsleep();
        _round.Help(_rounds, member: 0);
        _round.AwaitEnd();
    }

    public void Dispose()
    {
        _round.End();
        foreach (var worker in _workers) worker.Dispose();
        _round.Dispose();
    }
}

namespace Backprop.Benchmarks.Comparing;

/// <summary>The engine on one case with one number of threads.</summary>
/// <param name="Threads">Threads.</param>
/// <param name="SamplesPerSecond">Data points a second, the median over rounds.</param>
/// <param name="FractionOfPeak">Useful operations a second over what the same threads reached in registers in the same round, the median over rounds.</param>
internal sealed record EngineResult(int Threads, double SamplesPerSecond, double FractionOfPeak);

/// <summary>A peer in its best configuration on one case.</summary>
/// <param name="Peer">Name and version.</param>
/// <param name="Configuration">The best of those that were swept.</param>
/// <param name="SamplesPerSecond">Data points a second, the median over rounds.</param>
/// <param name="Ratio">How many times as fast the engine was, with the better number of threads, in the same round: the median over rounds.</param>
internal sealed record PeerResult(string Peer, string Configuration, double SamplesPerSecond, double Ratio);

/// <summary>What one case showed.</summary>
/// <param name="Name">The case.</param>
/// <param name="Batch">Data points of a step.</param>
/// <param name="Rounds">Rounds that count.</param>
/// <param name="Engine">The engine by threads.</param>
/// <param name="Peers">The peers.</param>
/// <param name="CoreDistance">Nanoseconds from core to core, the median over rounds (<see cref="Measuring.CoreDistance"/>).</param>
internal sealed record CaseResult(string Name, int Batch, int Rounds, IReadOnlyList<EngineResult> Engine, IReadOnlyList<PeerResult> Peers, double CoreDistance)
{
    /// <summary>The engine with the number of threads that was faster.</summary>
    public EngineResult Best => Engine.MaxBy(result => result.SamplesPerSecond)!;

    public double MicrosecondsPerStep => 1e6 * Batch / Best.SamplesPerSecond;

    /// <summary>The fastest peer; null where there is none.</summary>
    public PeerResult? BestPeer => Peers.MaxBy(peer => peer.SamplesPerSecond);

    /// <summary>How much faster the engine is with all threads than with one.</summary>
    public double Scaling => Engine[^1].SamplesPerSecond / Engine[0].SamplesPerSecond;
}

using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Peers;

namespace Backprop.Benchmarks.Comparing;

/// <summary>
/// One case, measured in rounds in which the peak, the engine and each peer take turns: what disturbs the machine for a while
/// disturbs all of them, and the median over rounds forgets it.
/// </summary>
internal static class Comparison
{
    /// <param name="name">The case.</param>
    /// <param name="peers">The peers; null for none.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="seconds">How long each takes its turn.</param>
    public static CaseResult Run(string name, PeerSet? peers, int rounds, double seconds)
    {
        var measured = Case.Parse(name);
        var engine = new EngineRun(measured);
        int[] threads = measured.Predicts || Backprop.Engine.DefaultThreads == 1 ? [1] : [1, Backprop.Engine.DefaultThreads];
        var best = peers?.BestFor(name, seconds / 3) ?? [];
        var all = Enumerable.Range(0, rounds).Select(_ => Round.Run(measured, engine, threads, best, seconds)).ToList();
        var results = threads.Select((count, i) => new EngineResult(
            count, Median.Of(all.Select(round => round.Rates[i])), Median.Of(all.Select(round => round.Fractions[i])))).ToList();
        var others = best.Select((peer, i) => (Peer: peer, Rates: all.Where(round => round.Peers[i] > 0).ToList(), Index: i)).Where(peer => peer.Rates.Count > 0)
            .Select(peer => new PeerResult(
                peer.Peer.Peer, peer.Peer.Configuration.Configuration, Median.Of(peer.Rates.Select(round => round.Peers[peer.Index])),
                Median.Of(peer.Rates.Select(round => round.Rates.Max() / round.Peers[peer.Index])))).ToList();
        return new CaseResult(name, measured.Batch, rounds, results, others);
    }

    /// <summary>What one round measured: the engine's rates and shares of the peak by number of threads, and the peers' rates (0 for none).</summary>
    private sealed record Round(double[] Rates, double[] Fractions, double[] Peers)
    {
        public static Round Run(Case measured, EngineRun engine, int[] threads, IReadOnlyList<PeerProcess> peers, double seconds)
        {
            var (rates, fractions) = (new double[threads.Length], new double[threads.Length]);
            for (int i = 0; i < threads.Length; i++)
            {
                double before = MultiplyAddPeak.Measure(threads[i]);
                rates[i] = engine.Measure(threads[i], seconds);
                double peak = Math.Max(before, MultiplyAddPeak.Measure(threads[i]));
                fractions[i] = rates[i] * measured.OperationsOfPoint / peak;
            }
            return new Round(rates, fractions, [.. peers.Select(peer => peer.Measure(measured.Name, seconds) ?? 0)]);
        }
    }
}

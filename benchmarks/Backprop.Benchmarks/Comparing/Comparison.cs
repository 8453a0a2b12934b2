using Backprop.Benchmarks.Costing;
using Backprop.Benchmarks.Measuring;
using Backprop.Benchmarks.Peers;

namespace Backprop.Benchmarks.Comparing;

/// <summary>
/// One case, measured in rounds in which the peak, the engine and each peer take turns: what disturbs the machine for a while
/// disturbs all of them, and the median over rounds forgets it. Rounds in which the cores did not share a cache are played again,
/// up to three times as many in all, for everybody alike.
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
        var engine = new EngineRun(measured, Addition.Nothing);
        int[] threads = measured.Predicts || Backprop.Engine.DefaultThreads == 1 ? [1] : [1, Backprop.Engine.DefaultThreads];
        var best = peers?.BestFor(name, seconds / 3) ?? [];
        var all = Play(rounds, () => Round.Run(measured, engine, threads, best, seconds));
        var results = threads.Select((count, i) => new EngineResult(
            count, Median.Of(all.Select(round => round.Rates[i])), Median.Of(all.Select(round => round.Fractions[i])))).ToList();
        var others = best.Select((peer, i) => (Peer: peer, Rates: all.Where(round => round.Peers[i] > 0).ToList(), Index: i)).Where(peer => peer.Rates.Count > 0)
            .Select(peer => new PeerResult(
                peer.Peer.Peer, peer.Peer.Configuration.Configuration, Median.Of(peer.Rates.Select(round => round.Peers[peer.Index])),
                Median.Of(peer.Rates.Select(round => round.Rates.Max() / round.Peers[peer.Index])))).ToList();
        return new CaseResult(name, measured.Batch, all.Count, results, others, Median.Of(all.Select(round => round.CoreDistance)));
    }

    private static List<Round> Play(int rounds, Func<Round> run)
    {
        const int MostTries = 3;
        var (near, far) = (new List<Round>(), new List<Round>());
        while (near.Count < rounds && near.Count + far.Count < MostTries * rounds)
        {
            var round = run();
            (round.CoreDistance <= Measuring.CoreDistance.Near ? near : far).Add(round);
        }
        // Where the cores hardly ever share a cache, that is what the machine is like.
        return near.Count > rounds / 2 ? near : [.. near, .. far];
    }

    /// <summary>What one round measured: the engine's rates and shares of the peak by number of threads, the peers' rates (0 for none), and how far apart the cores were.</summary>
    private sealed record Round(double[] Rates, double[] Fractions, double[] Peers, double CoreDistance)
    {
        public static Round Run(Case measured, EngineRun engine, int[] threads, IReadOnlyList<PeerProcess> peers, double seconds)
        {
            double distance = Measuring.CoreDistance.Measure();
            var (rates, fractions) = (new double[threads.Length], new double[threads.Length]);
            for (int i = 0; i < threads.Length; i++)
            {
                double before = MultiplyAddPeak.Measure(threads[i]);
                rates[i] = engine.Measure(threads[i], seconds);
                double peak = Math.Max(before, MultiplyAddPeak.Measure(threads[i]));
                fractions[i] = rates[i] * measured.OperationsOfPoint / peak;
            }
            double[] others = [.. peers.Select(peer => peer.Measure(measured.Name, seconds) ?? 0)];
            return new Round(rates, fractions, others, Math.Max(distance, Measuring.CoreDistance.Measure()));
        }
    }
}

using System.Diagnostics;
using Backprop.Benchmarks.Measuring;
using Backprop.Numerics;

namespace Backprop.Benchmarks.Limits;

/// <summary>What it costs to give a team work and to wait for its end, where there is nothing to do: a step pays it for each of its phases.</summary>
internal static class TeamCost
{
    private const int Rounds = 2000, Repetitions = 9;

    /// <summary>Nanoseconds a round, the median of some thousands; 0 for one thread.</summary>
    public static double Measure(int threads)
    {
        if (threads == 1) return 0;
        using var team = new ThreadTeam(threads);
        var nothing = new Nothing();
        return Median.Of(Enumerable.Range(0, Repetitions).Select(_ =>
        {
            long start = Stopwatch.GetTimestamp();
            for (int round = 0; round < Rounds; round++) team.Run(nothing, multiplyAdds: 10_000_000);
            return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Rounds;
        }));
    }

    private sealed class Nothing : TeamWork
    {
        public override void Execute(in TeamPart part) { }
    }
}

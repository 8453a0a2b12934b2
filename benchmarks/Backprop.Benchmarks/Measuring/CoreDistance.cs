using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Backprop.Benchmarks.Measuring;

/// <summary>
/// How long a word takes from one core to another: two threads hand a number to each other. Cores that share a cache are some 25 ns
/// apart, those that do not above 100 ns, and under a hypervisor the same two virtual cores may be either from one second to the next.
/// What several threads work on together costs accordingly, while the multiply-add peak does not notice.
/// </summary>
internal static class CoreDistance
{
    /// <summary>Up to here, in nanoseconds, the cores share a cache.</summary>
    public const double Near = 60;

    private const int Turns = 20_000, Repetitions = 3;

    /// <summary>Nanoseconds one way, the best of a few tries of some milliseconds; 0 on a single core.</summary>
    public static double Measure()
    {
        if (Environment.ProcessorCount == 1) return 0;
        double best = double.PositiveInfinity;
        for (int i = 0; i < Repetitions; i++) best = Math.Min(best, Once());
        return best;
    }

    private static double Once()
    {
        // Alone in its cache lines.
        var ball = new long[64];
        var other = new Thread(() => Play(ref ball[32], first: 1));
        other.Start();
        long start = Stopwatch.GetTimestamp();
        Play(ref ball[32], first: 0);
        other.Join();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / (2 * Turns);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Play(ref long ball, long first)
    {
        for (long turn = first; turn < 2 * Turns; turn += 2)
        {
            while (Volatile.Read(ref ball) != turn) { }
            Volatile.Write(ref ball, turn + 1);
        }
    }
}

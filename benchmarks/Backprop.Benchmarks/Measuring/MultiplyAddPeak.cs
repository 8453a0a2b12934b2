using System.Diagnostics;
using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop.Benchmarks.Measuring;

/// <summary>
/// How many floating-point operations a second the processor can do in fused multiply-adds, from a loop whose operands stay in registers:
/// a multiply-add counts as two operations. At the widest vectors of the machine, whatever width the engine is forced to.
/// </summary>
internal static class MultiplyAddPeak
{
    // Independent sums enough to cover the latency of two units: 2 · 4 cycles, and some to spare.
    public const int Chains = 12;

    /// <summary>Lanes of the widest vectors.</summary>
    public static int Lanes { get; } = (int)Simd.Choose(null);

    /// <summary>Operations a second with so many threads at once, the sum of all.</summary>
    public static double Measure(int threads, double seconds = 0.06)
    {
        var each = new double[threads];
        using var together = new Barrier(threads);
        var workers = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            together.SignalAndWait();
            each[i] = OneThread(seconds);
        })).ToList();
        foreach (var worker in workers) worker.Start();
        foreach (var worker in workers) worker.Join();
        return each.Sum();
    }

    /// <summary>Operations of so many turns of the loop.</summary>
    public static double Operations(long turns) => 2.0 * turns * Chains * Lanes;

    private static double OneThread(double seconds)
    {
        const long Turns = 200_000;
        var clock = Stopwatch.StartNew();
        double best = 0;
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            long start = Stopwatch.GetTimestamp();
            Loop(Turns);
            best = Math.Max(best, Operations(Turns) / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    private static float Loop(long turns) => (SimdWidth)Lanes switch
    {
        SimdWidth.Bits512 => Loop<Lanes512>(turns),
        SimdWidth.Bits256 => Loop<Lanes256>(turns),
        SimdWidth.Bits128 => Loop<Lanes128>(turns),
        _ => Loop<ScalarLane>(turns),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Loop<TLanes>(long turns) where TLanes : struct, ILanes<TLanes>
    {
        TLanes a = TLanes.Broadcast(1f), b = TLanes.Broadcast(1e-9f);
        TLanes c0 = a, c1 = a, c2 = a, c3 = a, c4 = a, c5 = a, c6 = a, c7 = a, c8 = a, c9 = a, c10 = a, c11 = a;
        for (long i = 0; i < turns; i++)
        {
            c0 = TLanes.MultiplyAdd(a, b, c0); c1 = TLanes.MultiplyAdd(a, b, c1); c2 = TLanes.MultiplyAdd(a, b, c2); c3 = TLanes.MultiplyAdd(a, b, c3);
            c4 = TLanes.MultiplyAdd(a, b, c4); c5 = TLanes.MultiplyAdd(a, b, c5); c6 = TLanes.MultiplyAdd(a, b, c6); c7 = TLanes.MultiplyAdd(a, b, c7);
            c8 = TLanes.MultiplyAdd(a, b, c8); c9 = TLanes.MultiplyAdd(a, b, c9); c10 = TLanes.MultiplyAdd(a, b, c10); c11 = TLanes.MultiplyAdd(a, b, c11);
        }
        return TLanes.First(c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7 + c8 + c9 + c10 + c11);
    }
}

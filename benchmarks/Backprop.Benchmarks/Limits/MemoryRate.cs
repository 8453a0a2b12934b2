using System.Diagnostics;
using System.Runtime.CompilerServices;
using Backprop.Benchmarks.Measuring;
using Backprop.Numerics;

namespace Backprop.Benchmarks.Limits;

/// <summary>
/// How many bytes a second come out of a working set of some size, read from its beginning to its end again and again by loads as wide as
/// the machine's, each added to one of eight sums: the rate of the nearest cache that holds it.
/// </summary>
internal static unsafe class MemoryRate
{
    private const int Sums = 8;

    /// <summary>Bytes a second of one thread, the best of many turns.</summary>
    public static double Measure(int bytes, double seconds = 0.1)
    {
        var memory = new Matrix(1, bytes / sizeof(float));
        // Pages that nobody has written to are one and the same page of zeros, which stays in the first cache.
        memory.Numbers(0).Fill(1);
        int turns = Math.Max(1, (1 << 22) / bytes);
        double best = 0;
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < seconds)
        {
            long start = Stopwatch.GetTimestamp();
            for (int turn = 0; turn < turns; turn++) Read(memory.Start, memory.Length);
            best = Math.Max(best, (double)turns * bytes / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        GC.KeepAlive(memory);
        return best;
    }

    private static float Read(float* from, int count) => (SimdWidth)MultiplyAddPeak.Lanes switch
    {
        SimdWidth.Bits512 => Read<Lanes512>(from, count),
        SimdWidth.Bits256 => Read<Lanes256>(from, count),
        SimdWidth.Bits128 => Read<Lanes128>(from, count),
        _ => Read<ScalarLane>(from, count),
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float Read<TLanes>(float* from, int count) where TLanes : struct, ILanes<TLanes>
    {
        int lanes = TLanes.Count;
        TLanes s0 = TLanes.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (float* end = from + count - Sums * lanes; from <= end; from += Sums * lanes)
        {
            s0 += TLanes.Load(from); s1 += TLanes.Load(from + lanes); s2 += TLanes.Load(from + 2 * lanes); s3 += TLanes.Load(from + 3 * lanes);
            s4 += TLanes.Load(from + 4 * lanes); s5 += TLanes.Load(from + 5 * lanes); s6 += TLanes.Load(from + 6 * lanes); s7 += TLanes.Load(from + 7 * lanes);
        }
        return TLanes.First(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }
}

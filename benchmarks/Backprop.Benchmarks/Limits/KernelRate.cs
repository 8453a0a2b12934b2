using System.Diagnostics;
using Backprop.Benchmarks.Measuring;
using Backprop.Numerics;

namespace Backprop.Benchmarks.Limits;

/// <summary>
/// Operations a second of the product where nothing is in its way: operands of a few tiles that stay in the first cache. What a step misses of
/// it is memory; what it misses of the peak are loads beside the multiply-adds, and, where two hardware threads share a core, the other one.
/// </summary>
internal static class KernelRate
{
    private const int Rows = 24, Columns = 32, Depth = 128;

    /// <summary>Operations a second of one thread, the median of many turns.</summary>
    public static double Measure(double seconds = 0.3)
    {
        const int Turns = 100;
        Matrix a = Ones(Rows, Depth), b = Ones(Depth, Columns), c = new(Rows, Columns);
        var operands = WholeProduct.Of(a, isSwapped: false, b, c, Depth, scratch: null);
        var times = new List<double>();
        var clock = Stopwatch.StartNew();
        // The first half is for the just-in-time compiler.
        while (clock.Elapsed.TotalSeconds < 2 * seconds || times.Count == 0)
        {
            long start = Stopwatch.GetTimestamp();
            for (int turn = 0; turn < Turns; turn++) MatrixProduct.Current.Multiply(operands);
            if (clock.Elapsed.TotalSeconds > seconds) times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds / Turns);
        }
        GC.KeepAlive((a, b, c));
        return 2.0 * Rows * Columns * Depth / Median.Of(times);
    }

    private static Matrix Ones(int rows, int columns)
    {
        var matrix = new Matrix(rows, columns);
        matrix.Everything.Fill(1);
        return matrix;
    }
}

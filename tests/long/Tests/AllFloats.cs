using System.Globalization;
using Backprop.Long.Running;
using Backprop.Numerics;
using Backprop.Tests.Numerics;

namespace Backprop.Long.Tests;

/// <summary>Every elementary function at every float, at every vector width.</summary>
internal sealed class AllFloats : ILongTest
{
    private const long Floats = 1L << 32;
    private const int BlockBits = 16, Blocks = 1 << (32 - BlockBits);

    // The others are made of these, which go first where there is not time for all.
    private static readonly string[] Roots = ["Exp", "Tanh", "Log", "Erf"];

    private static readonly SimdWidth[] Wider = [SimdWidth.Bits128, SimdWidth.Bits256, SimdWidth.Bits512];

    public string Name => "all-floats";

    public string Proves => "Each elementary function is within its stated bound at all 2^32 floats, subnormals among them, has the same bits in one lane and in 128, 256 and 512, and is finite wherever its argument is and lies in its domain.";

    public IReadOnlyList<int> Guarantees => [1, 7];

    public string Unit => "values";

    public long Required => ElementaryCatalog.All.Count * Floats;

    public void Run(LongRun run)
    {
        // Blocks far apart, so that a share of them has floats of every size.
        const int Stride = 40_503;
        int blocks = (int)Math.Max(1, run.Wanted / (ElementaryCatalog.All.Count << BlockBits));
        foreach (var function in ElementaryCatalog.All.OrderBy(function => !Roots.Contains(function.Name)))
        {
            double worst = 0;
            float at = 0;
            var gate = new Lock();
            Parallel.For(0, blocks, new ParallelOptions { CancellationToken = run.Cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, (index, state) =>
            {
                if (!run.GoesOn) state.Stop();
                var (error, x, fault) = Try(function, (uint)((long)index * Stride % Blocks));
                if (fault is not null) run.Fail(fault);
                lock (gate)
                    if (error > worst) (worst, at) = (error, x);
                run.Count(1 << BlockBits);
            });
            if (!(worst <= function.Bound)) run.Fail(string.Create(CultureInfo.InvariantCulture, $"{function.Name}({at:R}) is {worst:F3} ULP off, more than {function.Bound}"));
            run.Note(function.Name, string.Create(CultureInfo.InvariantCulture, $"{worst:F3} ULP at {at:R}, of {function.Bound} stated"));
        }
    }

    /// <summary>One block: the largest error, where it is, and what else must not be.</summary>
    private static (double Error, float At, string? Fault) Try(ElementaryFunction function, uint block)
    {
        var x = new float[1 << BlockBits];
        for (int i = 0; i < x.Length; i++) x[i] = BitConverter.UInt32BitsToSingle((block << BlockBits) + (uint)i);
        float[] y = function.At(SimdWidth.Scalar, x);
        float domain = function.Name switch { "Log" => 0, "Log1Plus" => -1, _ => float.NegativeInfinity };
        var (worst, at) = (0.0, 0f);
        string? fault = Difference(function, x, y);
        for (int i = 0; i < x.Length; i++)
        {
            if (float.IsFinite(x[i]) && x[i] > domain && !float.IsFinite(y[i])) fault ??= string.Create(CultureInfo.InvariantCulture, $"{function.Name}({x[i]:R}) is {y[i]:R}");
            double truth = function.Truth(x[i]);
            // The nearest float needs no measuring.
            if (y[i] == (float)truth && y[i] != 0) continue;
            double error = Ulp.Error(y[i], truth);
            if (error > worst) (worst, at) = (error, x[i]);
        }
        return (worst, at, fault);
    }

    private static string? Difference(ElementaryFunction function, float[] x, float[] specified)
    {
        foreach (var width in Wider)
        {
            float[] y = function.At(width, x);
            for (int i = 0; i < x.Length; i++)
                if (BitConverter.SingleToInt32Bits(y[i]) != BitConverter.SingleToInt32Bits(specified[i]) && !(float.IsNaN(y[i]) && float.IsNaN(specified[i])))
                    return string.Create(CultureInfo.InvariantCulture, $"{function.Name}({x[i]:R}) is {specified[i]:R} in one lane and {y[i]:R} at {width}");
        }
        return null;
    }
}

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// A vector of one number for each number of the parameters, in float; products of two are summed in double by eight sums over every eighth number,
/// so that no vector width changes a bit. Padding is 0.
/// </summary>
internal sealed class ParameterVector(IReadOnlyList<Parameter> parameters)
{
    public Matrix[] Parts { get; } = [.. parameters.Select(parameter => parameter.CreateLike())];

    /// <summary>Σ x·y.</summary>
    public double Dot(ParameterVector other)
    {
        var sums = Vector512<double>.Zero;
        for (int part = 0; part < Parts.Length; part++)
        {
            Span<Vector256<float>> a = Vectors(Parts[part]), b = Vectors(other.Parts[part]);
            for (int v = 0; v < a.Length; v++)
            {
                var ((aLow, aHigh), (bLow, bHigh)) = (Vector256.Widen(a[v]), Vector256.Widen(b[v]));
                sums += Vector512.Create(aLow, aHigh) * Vector512.Create(bLow, bHigh);
            }
        }
        double total = 0;
        for (int lane = 0; lane < Vector512<double>.Count; lane++) total += sums[lane];
        return total;
    }

    /// <summary>Σ |x|.</summary>
    public double SumOfSizes()
    {
        double total = 0;
        foreach (var part in Parts)
            foreach (float number in part.Everything) total += Math.Abs(number);
        return total;
    }

    /// <summary>x ← x + factor·y.</summary>
    public void Add(double factor, ParameterVector other)
    {
        for (int part = 0; part < Parts.Length; part++) Sum(Parts[part], factor, other.Parts[part], Parts[part]);
    }

    /// <summary>x ← factor·x.</summary>
    public void Scale(double factor)
    {
        foreach (var part in Parts)
            foreach (ref float number in part.Everything) number = (float)(factor * number);
    }

    /// <summary>x ← after − x.</summary>
    public void BecomeDifference(Func<int, Matrix> after)
    {
        for (int part = 0; part < Parts.Length; part++)
        {
            Span<float> numbers = Parts[part].Everything, later = after(part).Everything;
            for (int i = 0; i < numbers.Length; i++) numbers[i] = later[i] - numbers[i];
        }
    }

    public void CopyFrom(ParameterVector other)
    {
        for (int part = 0; part < Parts.Length; part++) Parts[part].CopyFrom(other.Parts[part]);
    }

    public void Clear()
    {
        foreach (var part in Parts) part.Everything.Clear();
    }

    /// <summary>to ← x + factor·y, computed in double and rounded once.</summary>
    public static void Sum(Matrix x, double factor, Matrix y, Matrix to)
    {
        Span<float> a = x.Everything, b = y.Everything, sums = to.Everything;
        for (int i = 0; i < sums.Length; i++) sums[i] = (float)(a[i] + factor * b[i]);
    }

    private static Span<Vector256<float>> Vectors(Matrix matrix) => MemoryMarshal.Cast<float, Vector256<float>>(matrix.Everything);
}

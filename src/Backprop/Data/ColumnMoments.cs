using System.Numerics;
using System.Runtime.InteropServices;

namespace Backprop.Data;

/// <summary>
/// Means and deviations of columns from two passes over their rows, first <see cref="Add"/>, then <see cref="AddDistances"/>. Each column is
/// one chain of additions in double precision in the order of the rows, so neither vector width nor the size of the parts changes a bit.
/// </summary>
internal sealed class ColumnMoments(int columns)
{
    private readonly double[] _sums = new double[columns], _means = new double[columns], _squares = new double[columns];
    private long _rows;

    /// <summary>The first pass.</summary>
    public void Add(ReadOnlySpan<float> values)
    {
        for (int first = 0; first < values.Length; first += columns)
        {
            AddRow(values.Slice(first, columns));
            _rows++;
        }
        for (int column = 0; column < columns; column++) _means[column] = _sums[column] / _rows;
    }

    /// <summary>The second pass.</summary>
    public void AddDistances(ReadOnlySpan<float> values)
    {
        for (int first = 0; first < values.Length; first += columns) AddRowOfDistances(values.Slice(first, columns));
    }

    /// <summary>Mean 0 and standard deviation 1 for each column; a constant one is only shifted.</summary>
    public AffineScaling Standardization() => new(
        "standardize",
        [.. _means.Select(mean => (float)mean)],
        [.. _squares.Select(square => ScaleOf(Math.Sqrt(square / _rows)))]);

    private void AddRow(ReadOnlySpan<float> row)
    {
        int done = 0;
        Span<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(_sums.AsSpan());
        for (int i = 0; i + 1 < sums.Length && done + Vector<float>.Count <= row.Length; i += 2, done += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[done..]), out var low, out var high);
            sums[i] += low;
            sums[i + 1] += high;
        }
        for (; done < row.Length; done++) _sums[done] += row[done];
    }

    private void AddRowOfDistances(ReadOnlySpan<float> row)
    {
        int done = 0;
        Span<Vector<double>> squares = MemoryMarshal.Cast<double, Vector<double>>(_squares.AsSpan()), means = MemoryMarshal.Cast<double, Vector<double>>(_means.AsSpan());
        for (int i = 0; i + 1 < squares.Length && done + Vector<float>.Count <= row.Length; i += 2, done += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(row[done..]), out var low, out var high);
            var (lowDistance, highDistance) = (low - means[i], high - means[i + 1]);
            squares[i] += lowDistance * lowDistance;
            squares[i + 1] += highDistance * highDistance;
        }
        for (; done < row.Length; done++)
        {
            double distance = row[done] - _means[done];
            _squares[done] += distance * distance;
        }
    }

    /// <summary>A deviation that is 0, or vanishes as a float, would make numbers that are not finite.</summary>
    private static float ScaleOf(double deviation) => (float)deviation is var scale && scale > 1e-30f && float.IsFinite(scale) ? scale : 1;
}

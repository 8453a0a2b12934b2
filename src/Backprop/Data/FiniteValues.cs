using System.Numerics;
using System.Runtime.InteropServices;

namespace Backprop.Data;

/// <summary>Keeps NaN and infinity out of data: one of them would spoil every weight in one step.</summary>
internal static class FiniteValues
{
    /// <summary>Names the first value that is not finite by its row (from 0) and column.</summary>
    /// <param name="name">What messages call the data.</param>
    /// <param name="values">The values, row-major.</param>
    /// <param name="columns">A name for each value of a row.</param>
    /// <param name="firstRow">The row that the values begin with.</param>
    public static void Require(string name, ReadOnlySpan<float> values, IReadOnlyList<string> columns, int firstRow = 0)
    {
        if (AreAll(values)) return;
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i])) continue;
            var (row, column) = Math.DivRem(i, columns.Count);
            throw new InvalidInputException(FormattableString.Invariant(
                $"{name}: the value in row {firstRow + row}, column {column} ({columns[column]}), is {values[i]}; every value must be finite."));
        }
    }

    /// <summary>Whether no value is NaN or infinite.</summary>
    public static bool AreAll(ReadOnlySpan<float> values)
    {
        // The bits of a finite number, without its sign, are less than those of infinity.
        const int NoSign = 0x7FFFFFFF, Infinity = 0x7F800000;
        ReadOnlySpan<int> bits = MemoryMarshal.Cast<float, int>(values);
        Vector<int> largest = Vector<int>.Zero;
        int i = 0;
        for (; i <= bits.Length - Vector<int>.Count; i += Vector<int>.Count)
            largest = Vector.Max(largest, new Vector<int>(bits[i..]) & new Vector<int>(NoSign));
        if (Vector.GreaterThanOrEqualAny(largest, new Vector<int>(Infinity))) return false;
        for (; i < bits.Length; i++)
            if ((bits[i] & NoSign) >= Infinity) return false;
        return true;
    }
}

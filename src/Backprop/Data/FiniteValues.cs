namespace Backprop.Data;

/// <summary>Keeps NaN and infinity out of data: one of them would spoil every weight in one step.</summary>
internal static class FiniteValues
{
    /// <summary>Names the first value that is not finite by its row (from 0) and column.</summary>
    public static void Require(string name, ReadOnlySpan<float> values, IReadOnlyList<string> columns)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i])) continue;
            var (row, column) = Math.DivRem(i, columns.Count);
            throw new InvalidInputException(FormattableString.Invariant(
                $"{name}: the value in row {row}, column {column} ({columns[column]}), is {values[i]}; every value must be finite."));
        }
    }
}

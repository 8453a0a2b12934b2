using System.Globalization;

namespace Backprop.Tabular;

/// <summary>The weights of rows, from a column of the table: every row has one, a number of 0 or more.</summary>
internal static class WeightColumn
{
    /// <summary>The weight of each row of the table.</summary>
    /// <exception cref="InvalidInputException">The column has text, gaps, a negative number, or zeros alone.</exception>
    public static float[] Of(RawColumn column)
    {
        if (column.FirstText is { } text) throw new InvalidInputException($"{text} is not a number, but weights are; correct the cell, or choose another column.");
        if (column.Missing > 0)
            throw new InvalidInputException(string.Create(CultureInfo.InvariantCulture, $"{column.Described}, the weights, has gaps, the first in data row {FirstMissing(column) + 1}, but every row needs its weight; fill them in, with 1 for a row that counts as usual."));
        float[] weights = [.. Enumerable.Range(0, (int)column.Rows).Select(column.Number)];
        if (Array.FindIndex(weights, weight => weight < 0) is >= 0 and var row)
            throw new InvalidInputException(string.Create(CultureInfo.InvariantCulture, $"{column.Described}, the weights, is {weights[row]} in data row {row + 1}; a weight is a number of 0 or more."));
        if (Array.TrueForAll(weights, weight => weight == 0))
            throw new InvalidInputException($"{column.Described}, the weights, is 0 in every row; at least one must be above.");
        return weights;
    }

    /// <summary>The weight in the current row of a table that is read row by row.</summary>
    /// <exception cref="InvalidInputException">The cell holds no number of 0 or more.</exception>
    public static float Read(TableSource source, int column) => source.Number(column) is >= 0 and var weight
        ? weight
        : throw new InvalidInputException(string.Create(CultureInfo.InvariantCulture, $"{source.Place(column)}: the weight {source.Number(column)} is negative; a weight is a number of 0 or more."));

    private static int FirstMissing(RawColumn column) => Enumerable.Range(0, (int)column.Rows).First(column.IsMissing);
}

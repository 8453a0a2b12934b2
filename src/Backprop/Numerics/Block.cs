namespace Backprop.Numerics;

/// <summary>A rectangle of a matrix: rows and columns from First to before End; kernels take columns in multiples of <see cref="Matrix.LaneMultiple"/>.</summary>
internal readonly record struct Block(int FirstRow, int EndRow, int FirstColumn, int EndColumn)
{
    /// <summary>Columns of a tile, which a part should not cut.</summary>
    private const int TileColumns = 4 * Matrix.LaneMultiple;

    public int Rows => EndRow - FirstRow;

    public int Columns => EndColumn - FirstColumn;

    public long Floats => (long)Rows * Columns;

    /// <summary>
    /// What one part of a team's work computes of a matrix: some of its rows, or of its columns where those are more to share out;
    /// in multiples of <see cref="Matrix.LaneMultiple"/>, so that no two parts share a vector.
    /// </summary>
    /// <param name="rows">The matrix's rows.</param>
    /// <param name="columns">Its columns, padding included.</param>
    /// <param name="part">The part.</param>
    public static Block Share(int rows, int columns, in TeamPart part)
    {
        int rowUnits = rows / Matrix.LaneMultiple, columnUnits = columns / TileColumns;
        if (rowUnits < part.Count && rowUnits < columnUnits) return ShareColumns(rows, columns, part);
        var (first, end) = Share(rows, part);
        return new Block(first, end, 0, columns);
    }

    /// <summary>All rows of some columns.</summary>
    public static Block ShareColumns(int rows, int columns, in TeamPart part)
    {
        var (first, end) = Share(columns, part);
        return new Block(0, rows, first, end);
    }

    /// <summary>One part of a range, in multiples of <see cref="Matrix.LaneMultiple"/>.</summary>
    public static (int First, int End) Share(int count, in TeamPart part)
    {
        if (part.Count == 1) return (0, count);
        int vectors = (count + Matrix.LaneMultiple - 1) / Matrix.LaneMultiple;
        int first = (int)((long)vectors * part.Index / part.Count), end = (int)((long)vectors * (part.Index + 1) / part.Count);
        return (Math.Min(count, first * Matrix.LaneMultiple), Math.Min(count, end * Matrix.LaneMultiple));
    }
}

namespace Backprop.Numerics;

/// <summary>Copies between the two layouts of a batch: feature-major <c>[features, batch]</c> and data-major <c>[batch, features]</c>.</summary>
internal static unsafe class Transpose
{
    private const int Tile = 16;

    /// <summary>to[c, r] = from[r, c] for the rows from first to before end and the given number of columns.</summary>
    public static void Rows(Matrix from, Matrix to, int first, int end, int columns)
    {
        for (int row = first; row < end; row += Tile)
            for (int column = 0; column < columns; column += Tile)
                Block(from, to, row, Math.Min(row + Tile, end), column, Math.Min(column + Tile, columns));
    }

    private static void Block(Matrix from, Matrix to, int firstRow, int endRow, int firstColumn, int endColumn)
    {
        for (int column = firstColumn; column < endColumn; column++)
        {
            float* target = to.RowStart(column), source = from.Start + column;
            for (int row = firstRow; row < endRow; row++) target[row] = source[(nint)row * from.Stride];
        }
    }
}

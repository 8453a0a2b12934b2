namespace Backprop.Numerics;

/// <summary>Copies between the two layouts of a batch: feature-major <c>[features, batch]</c> and data-major <c>[batch, features]</c>.</summary>
internal static unsafe class Transpose
{
    private const int Tile = 16;

    /// <summary>to[c, r] = from[r, c] for the rows r from first to before end and the columns below <paramref name="columns"/>.</summary>
    public static void Rows(Matrix from, Matrix to, int first, int end, int columns) =>
        InTiles(from, to, new Block(first, end, 0, columns));

    /// <summary>to[c, r] = from[r, c] for every row r and the columns c from first to before end.</summary>
    public static void Lanes(Matrix from, Matrix to, int first, int end) =>
        InTiles(from, to, new Block(0, from.Rows, first, end));

    private static void InTiles(Matrix from, Matrix to, in Block block)
    {
        for (int row = block.FirstRow; row < block.EndRow; row += Tile)
            for (int column = block.FirstColumn; column < block.EndColumn; column += Tile)
                One(from, to, new Block(row, Math.Min(row + Tile, block.EndRow), column, Math.Min(column + Tile, block.EndColumn)));
    }

    private static void One(Matrix from, Matrix to, in Block tile)
    {
        for (int column = tile.FirstColumn; column < tile.EndColumn; column++)
        {
            float* target = to.RowStart(column), source = from.Start + column;
            for (int row = tile.FirstRow; row < tile.EndRow; row++) target[row] = source[(nint)row * from.Stride];
        }
    }
}

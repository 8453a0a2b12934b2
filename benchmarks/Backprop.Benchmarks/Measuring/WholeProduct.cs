using Backprop.Numerics;

namespace Backprop.Benchmarks.Measuring;

/// <summary>The operands of a product of whole matrices, for the engine's kernel alone.</summary>
internal static unsafe class WholeProduct
{
    /// <param name="a">A, or its transpose where that is read with swapped strides.</param>
    /// <param name="isSwapped">Whether it is.</param>
    /// <param name="b">B, of so many rows as the sums have terms.</param>
    /// <param name="c">Receives the product.</param>
    /// <param name="depth">Terms of each sum.</param>
    /// <param name="scratch">Room for packed blocks; null for none.</param>
    public static ProductOperands Of(Matrix a, bool isSwapped, Matrix b, Matrix c, int depth, Matrix? scratch) => new()
    {
        A = a.Start,
        ARowStride = isSwapped ? 1 : a.Stride,
        AStepStride = isSwapped ? a.Stride : 1,
        B = b.Start,
        BStride = b.Stride,
        C = c.Start,
        CStride = c.Stride,
        Block = new Block(0, c.Rows, 0, c.PaddedColumns),
        Scratch = scratch is null ? null : scratch.Start,
        Depth = depth,
    };
}

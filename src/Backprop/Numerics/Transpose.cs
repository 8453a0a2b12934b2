using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Copies between the two layouts of a batch: feature-major <c>[features, batch]</c> and data-major <c>[batch, features]</c>.</summary>
internal abstract unsafe class Transpose
{
    /// <summary>The variant for the vector width in use.</summary>
    public static Transpose Current => field ??= Simd.Width switch
    {
        SimdWidth.Bits512 => new Blocks<Lanes512>(),
        SimdWidth.Bits256 => new Blocks<Lanes256>(),
        SimdWidth.Bits128 => new Blocks<Lanes128>(),
        _ => new Blocks<ScalarLane>(),
    };

    /// <summary>
    /// to[c, r] = from[r, c] for the rows and columns of a block of <paramref name="from"/>. Rows are copied in whole vectors and columns by four,
    /// so that a block must begin at such a multiple, and both matrices must have whole vectors of rows.
    /// </summary>
    public abstract void Copy(Matrix from, Matrix to, in Block block);

    private sealed class Blocks<TLanes> : Transpose
        where TLanes : struct, ILanes<TLanes>
    {
        /// <summary>How many rows of the target before it is written to a row is asked for: they are too far apart for the processor to foresee the next one.</summary>
        private const int RowsAhead = 16;

        [MethodImpl(Compilation.OfHotLoops)]
        public override void Copy(Matrix from, Matrix to, in Block block)
        {
            for (int row = block.FirstRow; row < block.EndRow; row += Matrix.LaneMultiple)
            {
                for (int column = block.FirstColumn; column < block.EndColumn; column += 4)
                {
                    float* ahead = to.RowStart(column + RowsAhead) + row;
                    for (int c = 0; c < 4; c++) Prefetch.Line(ahead + c * to.Stride);
                    for (int lane = 0; lane < Matrix.LaneMultiple; lane += TLanes.Count)
                    {
                        TLanes.LoadColumns(from.RowStart(row + lane) + column, from.Stride, out TLanes c0, out TLanes c1, out TLanes c2, out TLanes c3);
                        float* target = to.RowStart(column) + row + lane;
                        c0.Store(target);
                        c1.Store(target + to.Stride);
                        c2.Store(target + 2 * to.Stride);
                        c3.Store(target + 3 * to.Stride);
                    }
                }
            }
        }
    }
}

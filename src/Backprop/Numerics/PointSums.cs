using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Sums of rows over the data points of a batch, in the order of <see cref="ChunkTree"/>: the gradients of biases.</summary>
internal abstract unsafe class PointSums
{
    /// <summary>The variant for the vector width in use.</summary>
    public static PointSums Current => field ??= Simd.Width switch
    {
        SimdWidth.Bits512 => new Vectors<Lanes512>(),
        SimdWidth.Bits256 => new Vectors<Lanes256>(),
        SimdWidth.Bits128 => new Vectors<Lanes128>(),
        _ => new Vectors<ScalarLane>(),
    };

    /// <summary>sums[r] = Σ_j rows[r, j] for the rows from first to before end.</summary>
    /// <param name="rows">Has whole vectors of rows; its padding columns are 0.</param>
    /// <param name="first">The first row, a multiple of <see cref="Matrix.LaneMultiple"/>.</param>
    /// <param name="end">The end of the rows, a multiple of <see cref="Matrix.LaneMultiple"/> or the end of the matrix.</param>
    /// <param name="sums">A column.</param>
    public abstract void Sum(Matrix rows, int first, int end, Matrix sums);

    /// <summary>A lane is a row: as many rows as there are lanes are transposed on their way into the registers.</summary>
    private sealed class Vectors<TLanes> : PointSums
        where TLanes : struct, ILanes<TLanes>
    {
        [SkipLocalsInit]
        public override void Sum(Matrix rows, int first, int end, Matrix sums)
        {
            float* waiting = stackalloc float[ChunkTree.MaximumDepth * TLanes.Count];
            for (int row = first; row < end; row += TLanes.Count)
                SumRows(rows.RowStart(row), rows.Stride, rows.Columns, waiting).Store(sums.Start + row);
        }

        private static TLanes SumRows(float* rows, nint stride, int points, float* waiting)
        {
            int chunks = ChunkTree.Chunks(points), waits = 0;
            for (int chunk = 0; ; chunk++)
            {
                bool last = chunk == chunks - 1;
                int first = chunk * ChunkTree.ChunkSize, end = last ? points : first + ChunkTree.ChunkSize;
                TLanes sum = SumChunk(rows, stride, first, end);
                for (int merges = last ? waits : ChunkTree.Merges(chunk); merges > 0; merges--) sum = TLanes.Load(waiting + --waits * TLanes.Count) + sum;
                if (last) return sum;
                sum.Store(waiting + waits++ * TLanes.Count);
            }
        }

        private static TLanes SumChunk(float* rows, nint stride, int first, int end)
        {
            TLanes sum = TLanes.Zero;
            // The columns between the last data point and the end of the four are padding: zeros.
            for (int point = first; point < end; point += 4)
            {
                TLanes.LoadColumns(rows + point, stride, out TLanes c0, out TLanes c1, out TLanes c2, out TLanes c3);
                sum = sum + c0 + c1 + c2 + c3;
            }
            return sum;
        }
    }
}

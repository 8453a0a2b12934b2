using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Sums of rows over the data points of a batch, in the order of <see cref="ChunkTree"/>: the gradients of biases, means and variances.</summary>
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

    /// <summary>sums[r] = Σ_j left[r, j]·right[r, j], for matrices and rows as in <see cref="Sum"/>; the two may be one.</summary>
    public abstract void SumProducts(Matrix left, Matrix right, int first, int end, Matrix sums);

    /// <summary>A lane is a row: as many rows as there are lanes are transposed on their way into the registers.</summary>
    private sealed class Vectors<TLanes> : PointSums
        where TLanes : struct, ILanes<TLanes>
    {
        [SkipLocalsInit]
        public override void Sum(Matrix rows, int first, int end, Matrix sums)
        {
            float* waiting = stackalloc float[ChunkTree.MaximumDepth * TLanes.Count];
            for (int row = first; row < end; row += TLanes.Count)
                SumRows(new Terms(rows.RowStart(row), rows.Stride), rows.Columns, waiting).Store(sums.Start + row);
        }

        [SkipLocalsInit]
        public override void SumProducts(Matrix left, Matrix right, int first, int end, Matrix sums)
        {
            float* waiting = stackalloc float[ChunkTree.MaximumDepth * TLanes.Count];
            for (int row = first; row < end; row += TLanes.Count)
                SumRows(new Products(left.RowStart(row), left.Stride, right.RowStart(row), right.Stride), left.Columns, waiting).Store(sums.Start + row);
        }

        [MethodImpl(Compilation.OfHotLoops)]
        private static TLanes SumRows<TTerms>(TTerms terms, int points, float* waiting) where TTerms : struct, ITerms
        {
            int chunks = ChunkTree.Chunks(points), waits = 0;
            for (int chunk = 0; ; chunk++)
            {
                bool last = chunk == chunks - 1;
                int first = chunk * ChunkTree.ChunkSize, end = last ? points : first + ChunkTree.ChunkSize;
                TLanes sum = terms.SumChunk(first, end);
                for (int merges = last ? waits : ChunkTree.Merges(chunk); merges > 0; merges--) sum = TLanes.Load(waiting + --waits * TLanes.Count) + sum;
                if (last) return sum;
                sum.Store(waiting + waits++ * TLanes.Count);
            }
        }

        /// <summary>What is summed. The columns between the last data point and the end of the four are padding: zeros.</summary>
        private interface ITerms
        {
            TLanes SumChunk(int first, int end);
        }

        private readonly struct Terms(float* rows, nint stride) : ITerms
        {
            [MethodImpl(Compilation.OfHotLoops)]
            public TLanes SumChunk(int first, int end)
            {
                TLanes sum = TLanes.Zero;
                for (int point = first; point < end; point += 4)
                {
                    TLanes.LoadColumns(rows + point, stride, out TLanes c0, out TLanes c1, out TLanes c2, out TLanes c3);
                    sum = sum + c0 + c1 + c2 + c3;
                }
                return sum;
            }
        }

        private readonly struct Products(float* left, nint leftStride, float* right, nint rightStride) : ITerms
        {
            [MethodImpl(Compilation.OfHotLoops)]
            public TLanes SumChunk(int first, int end)
            {
                TLanes sum = TLanes.Zero;
                for (int point = first; point < end; point += 4)
                {
                    TLanes.LoadColumns(left + point, leftStride, out TLanes a0, out TLanes a1, out TLanes a2, out TLanes a3);
                    TLanes.LoadColumns(right + point, rightStride, out TLanes b0, out TLanes b1, out TLanes b2, out TLanes b3);
                    sum = TLanes.MultiplyAdd(a3, b3, TLanes.MultiplyAdd(a2, b2, TLanes.MultiplyAdd(a1, b1, TLanes.MultiplyAdd(a0, b0, sum))));
                }
                return sum;
            }
        }
    }
}

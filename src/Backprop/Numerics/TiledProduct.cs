using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>
/// The product in tiles whose sums stay in registers: 6 rows × 4 vectors where a vector is 512 bits wide and registers
/// number 32, 6 × 2 otherwise. Behind the last full tile come narrower ones, down to one row and one vector.
/// </summary>
internal sealed unsafe class TiledProduct<TLanes> : MatrixProduct
    where TLanes : struct, ILanes<TLanes>
{
    private const int TileRows = 6;

    private static int WideVectors => TLanes.Count == 16 ? 4 : 2;

    public override void Multiply(in ProductOperands o)
    {
        for (int column = 0; column < o.Columns;)
        {
            int vectors = VectorsAt(column, o.Columns);
            for (int row = o.FirstRow; row < o.EndRow;)
            {
                int rows = RowsAt(row, o.EndRow);
                var tile = TileOf(o, row, column, 0);
                tile.C = o.C + row * o.CStride + column;
                tile.CStride = o.CStride;
                tile.Depth = o.Depth;
                Sum(in tile, rows, vectors);
                row += rows;
            }
            column += vectors * TLanes.Count;
        }
    }

    public override void MultiplyOverPoints(in ProductOperands o)
    {
        // Waiting chunk sums of one tile, one level of the tree behind the other.
        int tileFloats = TileRows * WideVectors * TLanes.Count;
        int levels = 1 + int.Log2(ChunkTree.Chunks(o.Depth)) + 1;
        float* waiting = stackalloc float[levels * tileFloats];
        for (int column = 0; column < o.Columns;)
        {
            int vectors = VectorsAt(column, o.Columns);
            for (int row = o.FirstRow; row < o.EndRow;)
            {
                int rows = RowsAt(row, o.EndRow);
                SumChunks(o, row, column, rows, vectors, waiting, tileFloats);
                row += rows;
            }
            column += vectors * TLanes.Count;
        }
    }

    private static int VectorsAt(int column, int columns)
    {
        int left = (columns - column) / TLanes.Count;
        return left >= WideVectors ? WideVectors : left >= 2 ? 2 : 1;
    }

    private static int RowsAt(int row, int end) => end - row >= TileRows ? TileRows : 1;

    private static Tile TileOf(in ProductOperands o, int row, int column, int step) => new()
    {
        A = o.A + row * o.ARowStride + step * o.AStepStride,
        ARowStride = o.ARowStride,
        AStepStride = o.AStepStride,
        B = o.B + step * o.BStride + column,
        BStride = o.BStride,
        Start = o.Start == null ? null : o.Start + row * o.StartStride,
        StartStride = o.StartStride,
    };

    private static void SumChunks(in ProductOperands o, int row, int column, int rows, int vectors, float* waiting, int tileFloats)
    {
        int stride = vectors * TLanes.Count, chunks = ChunkTree.Chunks(o.Depth), depth = 0;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            int step = chunk * ChunkTree.ChunkSize;
            var tile = TileOf(o, row, column, step);
            tile.C = waiting + depth * tileFloats;
            tile.CStride = stride;
            tile.Depth = Math.Min(ChunkTree.ChunkSize, o.Depth - step);
            Sum(in tile, rows, vectors);
            depth++;
            for (int merges = ChunkTree.Merges(chunk); merges > 0; merges--, depth--)
                Add(waiting + (depth - 2) * tileFloats, waiting + (depth - 1) * tileFloats, rows * stride);
        }
        for (; depth > 1; depth--)
            Add(waiting + (depth - 2) * tileFloats, waiting + (depth - 1) * tileFloats, rows * stride);
        for (int r = 0; r < rows; r++)
            for (int n = 0; n < stride; n += TLanes.Count)
                TLanes.Load(waiting + r * stride + n).Store(o.C + (row + r) * o.CStride + column + n);
    }

    private static void Add(float* left, float* right, int count)
    {
        for (int i = 0; i < count; i += TLanes.Count) (TLanes.Load(left + i) + TLanes.Load(right + i)).Store(left + i);
    }

    private static void Sum(in Tile tile, int rows, int vectors)
    {
        if (rows == TileRows)
        {
            if (vectors == 4) SixByFour(in tile);
            else if (vectors == 2) SixByTwo(in tile);
            else SixByOne(in tile);
        }
        else
        {
            for (int v = 0; v < vectors; v++) OneByOne(in tile, v * TLanes.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes StartOf(in Tile tile, int row) =>
        tile.Start == null ? TLanes.Zero : TLanes.Broadcast(tile.Start[row * tile.StartStride]);

    private static void SixByFour(in Tile tile)
    {
        int lanes = TLanes.Count;
        TLanes c00, c01, c02, c03, c10, c11, c12, c13, c20, c21, c22, c23, c30, c31, c32, c33, c40, c41, c42, c43, c50, c51, c52, c53;
        c00 = c01 = c02 = c03 = StartOf(in tile, 0);
        c10 = c11 = c12 = c13 = StartOf(in tile, 1);
        c20 = c21 = c22 = c23 = StartOf(in tile, 2);
        c30 = c31 = c32 = c33 = StartOf(in tile, 3);
        c40 = c41 = c42 = c43 = StartOf(in tile, 4);
        c50 = c51 = c52 = c53 = StartOf(in tile, 5);
        nint row = tile.ARowStride, aStep = tile.AStepStride, bStep = tile.BStride;
        float* a0 = tile.A, a3 = tile.A + 3 * row, b = tile.B;
        for (int k = tile.Depth; k > 0; k--, a0 += aStep, a3 += aStep, b += bStep)
        {
            TLanes b0 = TLanes.Load(b), b1 = TLanes.Load(b + lanes), b2 = TLanes.Load(b + 2 * lanes), b3 = TLanes.Load(b + 3 * lanes);
            TLanes a = TLanes.Broadcast(a0[0]);
            c00 = TLanes.MultiplyAdd(a, b0, c00); c01 = TLanes.MultiplyAdd(a, b1, c01); c02 = TLanes.MultiplyAdd(a, b2, c02); c03 = TLanes.MultiplyAdd(a, b3, c03);
            a = TLanes.Broadcast(a0[row]);
            c10 = TLanes.MultiplyAdd(a, b0, c10); c11 = TLanes.MultiplyAdd(a, b1, c11); c12 = TLanes.MultiplyAdd(a, b2, c12); c13 = TLanes.MultiplyAdd(a, b3, c13);
            a = TLanes.Broadcast(a0[2 * row]);
            c20 = TLanes.MultiplyAdd(a, b0, c20); c21 = TLanes.MultiplyAdd(a, b1, c21); c22 = TLanes.MultiplyAdd(a, b2, c22); c23 = TLanes.MultiplyAdd(a, b3, c23);
            a = TLanes.Broadcast(a3[0]);
            c30 = TLanes.MultiplyAdd(a, b0, c30); c31 = TLanes.MultiplyAdd(a, b1, c31); c32 = TLanes.MultiplyAdd(a, b2, c32); c33 = TLanes.MultiplyAdd(a, b3, c33);
            a = TLanes.Broadcast(a3[row]);
            c40 = TLanes.MultiplyAdd(a, b0, c40); c41 = TLanes.MultiplyAdd(a, b1, c41); c42 = TLanes.MultiplyAdd(a, b2, c42); c43 = TLanes.MultiplyAdd(a, b3, c43);
            a = TLanes.Broadcast(a3[2 * row]);
            c50 = TLanes.MultiplyAdd(a, b0, c50); c51 = TLanes.MultiplyAdd(a, b1, c51); c52 = TLanes.MultiplyAdd(a, b2, c52); c53 = TLanes.MultiplyAdd(a, b3, c53);
        }
        float* c = tile.C;
        c00.Store(c); c01.Store(c + lanes); c02.Store(c + 2 * lanes); c03.Store(c + 3 * lanes);
        c += tile.CStride;
        c10.Store(c); c11.Store(c + lanes); c12.Store(c + 2 * lanes); c13.Store(c + 3 * lanes);
        c += tile.CStride;
        c20.Store(c); c21.Store(c + lanes); c22.Store(c + 2 * lanes); c23.Store(c + 3 * lanes);
        c += tile.CStride;
        c30.Store(c); c31.Store(c + lanes); c32.Store(c + 2 * lanes); c33.Store(c + 3 * lanes);
        c += tile.CStride;
        c40.Store(c); c41.Store(c + lanes); c42.Store(c + 2 * lanes); c43.Store(c + 3 * lanes);
        c += tile.CStride;
        c50.Store(c); c51.Store(c + lanes); c52.Store(c + 2 * lanes); c53.Store(c + 3 * lanes);
    }

    private static void SixByTwo(in Tile tile)
    {
        int lanes = TLanes.Count;
        TLanes c00, c01, c10, c11, c20, c21, c30, c31, c40, c41, c50, c51;
        c00 = c01 = StartOf(in tile, 0);
        c10 = c11 = StartOf(in tile, 1);
        c20 = c21 = StartOf(in tile, 2);
        c30 = c31 = StartOf(in tile, 3);
        c40 = c41 = StartOf(in tile, 4);
        c50 = c51 = StartOf(in tile, 5);
        nint row = tile.ARowStride, aStep = tile.AStepStride, bStep = tile.BStride;
        float* a0 = tile.A, a3 = tile.A + 3 * row, b = tile.B;
        for (int k = tile.Depth; k > 0; k--, a0 += aStep, a3 += aStep, b += bStep)
        {
            TLanes b0 = TLanes.Load(b), b1 = TLanes.Load(b + lanes);
            TLanes a = TLanes.Broadcast(a0[0]);
            c00 = TLanes.MultiplyAdd(a, b0, c00); c01 = TLanes.MultiplyAdd(a, b1, c01);
            a = TLanes.Broadcast(a0[row]);
            c10 = TLanes.MultiplyAdd(a, b0, c10); c11 = TLanes.MultiplyAdd(a, b1, c11);
            a = TLanes.Broadcast(a0[2 * row]);
            c20 = TLanes.MultiplyAdd(a, b0, c20); c21 = TLanes.MultiplyAdd(a, b1, c21);
            a = TLanes.Broadcast(a3[0]);
            c30 = TLanes.MultiplyAdd(a, b0, c30); c31 = TLanes.MultiplyAdd(a, b1, c31);
            a = TLanes.Broadcast(a3[row]);
            c40 = TLanes.MultiplyAdd(a, b0, c40); c41 = TLanes.MultiplyAdd(a, b1, c41);
            a = TLanes.Broadcast(a3[2 * row]);
            c50 = TLanes.MultiplyAdd(a, b0, c50); c51 = TLanes.MultiplyAdd(a, b1, c51);
        }
        float* c = tile.C;
        c00.Store(c); c01.Store(c + lanes);
        c += tile.CStride;
        c10.Store(c); c11.Store(c + lanes);
        c += tile.CStride;
        c20.Store(c); c21.Store(c + lanes);
        c += tile.CStride;
        c30.Store(c); c31.Store(c + lanes);
        c += tile.CStride;
        c40.Store(c); c41.Store(c + lanes);
        c += tile.CStride;
        c50.Store(c); c51.Store(c + lanes);
    }

    private static void SixByOne(in Tile tile)
    {
        TLanes c0 = StartOf(in tile, 0), c1 = StartOf(in tile, 1), c2 = StartOf(in tile, 2);
        TLanes c3 = StartOf(in tile, 3), c4 = StartOf(in tile, 4), c5 = StartOf(in tile, 5);
        nint row = tile.ARowStride, aStep = tile.AStepStride, bStep = tile.BStride;
        float* a0 = tile.A, a3 = tile.A + 3 * row, b = tile.B;
        for (int k = tile.Depth; k > 0; k--, a0 += aStep, a3 += aStep, b += bStep)
        {
            TLanes b0 = TLanes.Load(b);
            c0 = TLanes.MultiplyAdd(TLanes.Broadcast(a0[0]), b0, c0);
            c1 = TLanes.MultiplyAdd(TLanes.Broadcast(a0[row]), b0, c1);
            c2 = TLanes.MultiplyAdd(TLanes.Broadcast(a0[2 * row]), b0, c2);
            c3 = TLanes.MultiplyAdd(TLanes.Broadcast(a3[0]), b0, c3);
            c4 = TLanes.MultiplyAdd(TLanes.Broadcast(a3[row]), b0, c4);
            c5 = TLanes.MultiplyAdd(TLanes.Broadcast(a3[2 * row]), b0, c5);
        }
        c0.Store(tile.C); c1.Store(tile.C + tile.CStride); c2.Store(tile.C + 2 * tile.CStride);
        c3.Store(tile.C + 3 * tile.CStride); c4.Store(tile.C + 4 * tile.CStride); c5.Store(tile.C + 5 * tile.CStride);
    }

    private static void OneByOne(in Tile tile, int lane)
    {
        TLanes sum = StartOf(in tile, 0);
        float* a = tile.A, b = tile.B + lane;
        for (int k = tile.Depth; k > 0; k--, a += tile.AStepStride, b += tile.BStride)
            sum = TLanes.MultiplyAdd(TLanes.Broadcast(*a), TLanes.Load(b), sum);
        sum.Store(tile.C + lane);
    }

    /// <summary>The operands of one tile, its corner at the pointers.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Tile
    {
        public float* A, B, C, Start;
        public nint ARowStride, AStepStride, BStride, CStride, StartStride;
        public int Depth;
    }
}

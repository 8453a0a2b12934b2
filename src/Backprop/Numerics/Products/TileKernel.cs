using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>The operands of one tile of a product, its corner at the pointers.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct Tile
{
    /// <summary>As in <see cref="ProductOperands"/>, at the tile's first row, column and step.</summary>
    public float* A, B, C, Start;
    public nint ARowStride, AStepStride, BStride, CStride, StartStride;
    public int Depth;

    /// <summary>Whether the sums go on from what stands in C, instead of from Start or 0.</summary>
    public bool GoesOn;

    /// <summary>Finished sums that the tile is added to, the youngest first, each <see cref="WaitingStride"/> before the one before it.</summary>
    public float* Waiting;
    public nint WaitingStride;
    public int Merges;

    /// <summary>What the work that follows will touch, row by row; it is brought nearer while the sums are computed. Null for nothing.</summary>
    public float* FetchFirst, FetchSecond;
    public nint FetchStride;
}

/// <summary>
/// One tile of a product, at most 6 rows × 4 vectors, whose sums stay in registers from the first term to the last.
/// The shape is known to the just-in-time compiler, which drops the rows and vectors that a smaller tile does not have.
/// </summary>
internal static unsafe class TileKernel<TLanes, TRows, TVectors>
    where TLanes : struct, ILanes<TLanes>
    where TRows : struct, ITileSize
    where TVectors : struct, ITileSize
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(in Tile tile)
    {
        int lanes = TLanes.Count;
        TLanes c00 = TLanes.Zero, c01 = TLanes.Zero, c02 = TLanes.Zero, c03 = TLanes.Zero;
        TLanes c10 = TLanes.Zero, c11 = TLanes.Zero, c12 = TLanes.Zero, c13 = TLanes.Zero;
        TLanes c20 = TLanes.Zero, c21 = TLanes.Zero, c22 = TLanes.Zero, c23 = TLanes.Zero;
        TLanes c30 = TLanes.Zero, c31 = TLanes.Zero, c32 = TLanes.Zero, c33 = TLanes.Zero;
        TLanes c40 = TLanes.Zero, c41 = TLanes.Zero, c42 = TLanes.Zero, c43 = TLanes.Zero;
        TLanes c50 = TLanes.Zero, c51 = TLanes.Zero, c52 = TLanes.Zero, c53 = TLanes.Zero;
        if (tile.Start != null)
        {
            c00 = c01 = c02 = c03 = TLanes.Broadcast(tile.Start[0]);
            if (TRows.Count > 1) c10 = c11 = c12 = c13 = TLanes.Broadcast(tile.Start[1 * tile.StartStride]);
            if (TRows.Count > 2) c20 = c21 = c22 = c23 = TLanes.Broadcast(tile.Start[2 * tile.StartStride]);
            if (TRows.Count > 3) c30 = c31 = c32 = c33 = TLanes.Broadcast(tile.Start[3 * tile.StartStride]);
            if (TRows.Count > 4) c40 = c41 = c42 = c43 = TLanes.Broadcast(tile.Start[4 * tile.StartStride]);
            if (TRows.Count > 5) c50 = c51 = c52 = c53 = TLanes.Broadcast(tile.Start[5 * tile.StartStride]);
        }
        float* c = tile.C;
        if (tile.GoesOn)
        {
            c00 = TLanes.Load(c);
            if (TVectors.Count > 1) c01 = TLanes.Load(c + lanes);
            if (TVectors.Count > 2) c02 = TLanes.Load(c + 2 * lanes);
            if (TVectors.Count > 3) c03 = TLanes.Load(c + 3 * lanes);
            if (TRows.Count > 1)
            {
                c += tile.CStride;
                c10 = TLanes.Load(c);
                if (TVectors.Count > 1) c11 = TLanes.Load(c + lanes);
                if (TVectors.Count > 2) c12 = TLanes.Load(c + 2 * lanes);
                if (TVectors.Count > 3) c13 = TLanes.Load(c + 3 * lanes);
            }
            if (TRows.Count > 2)
            {
                c += tile.CStride;
                c20 = TLanes.Load(c);
                if (TVectors.Count > 1) c21 = TLanes.Load(c + lanes);
                if (TVectors.Count > 2) c22 = TLanes.Load(c + 2 * lanes);
                if (TVectors.Count > 3) c23 = TLanes.Load(c + 3 * lanes);
            }
            if (TRows.Count > 3)
            {
                c += tile.CStride;
                c30 = TLanes.Load(c);
                if (TVectors.Count > 1) c31 = TLanes.Load(c + lanes);
                if (TVectors.Count > 2) c32 = TLanes.Load(c + 2 * lanes);
                if (TVectors.Count > 3) c33 = TLanes.Load(c + 3 * lanes);
            }
            if (TRows.Count > 4)
            {
                c += tile.CStride;
                c40 = TLanes.Load(c);
                if (TVectors.Count > 1) c41 = TLanes.Load(c + lanes);
                if (TVectors.Count > 2) c42 = TLanes.Load(c + 2 * lanes);
                if (TVectors.Count > 3) c43 = TLanes.Load(c + 3 * lanes);
            }
            if (TRows.Count > 5)
            {
                c += tile.CStride;
                c50 = TLanes.Load(c);
                if (TVectors.Count > 1) c51 = TLanes.Load(c + lanes);
                if (TVectors.Count > 2) c52 = TLanes.Load(c + 2 * lanes);
                if (TVectors.Count > 3) c53 = TLanes.Load(c + 3 * lanes);
            }
        }
        nint row = tile.ARowStride, aStep = tile.AStepStride, bStep = tile.BStride;
        float* a0 = tile.A, a3 = tile.A + 3 * row, b = tile.B;
        float* fetchFirst = tile.FetchFirst, fetchSecond = tile.FetchSecond;
        // One row of what follows is fetched at a time, since all at once would keep the loads of B waiting.
        int stepsBetweenFetches = fetchFirst == null ? tile.Depth : (tile.Depth + TRows.Count - 1) / TRows.Count;
        for (int left = tile.Depth; left > 0;)
        {
            if (fetchFirst != null)
            {
                Fetch(fetchFirst);
                Fetch(fetchSecond);
                fetchFirst += tile.FetchStride;
                fetchSecond += tile.FetchStride;
            }
            int steps = Math.Min(left, stepsBetweenFetches);
            left -= steps;
            for (; steps > 0; steps--, a0 += aStep, a3 += aStep, b += bStep)
            {
                TLanes b0 = TLanes.Load(b);
                TLanes b1 = TVectors.Count > 1 ? TLanes.Load(b + lanes) : b0;
                TLanes b2 = TVectors.Count > 2 ? TLanes.Load(b + 2 * lanes) : b0;
                TLanes b3 = TVectors.Count > 3 ? TLanes.Load(b + 3 * lanes) : b0;
                TLanes a = TLanes.Broadcast(a0[0]);
                TLanes.AddProduct(a, b0, ref c00);
                if (TVectors.Count > 1) TLanes.AddProduct(a, b1, ref c01);
                if (TVectors.Count > 2) TLanes.AddProduct(a, b2, ref c02);
                if (TVectors.Count > 3) TLanes.AddProduct(a, b3, ref c03);
                if (TRows.Count > 1)
                {
                    a = TLanes.Broadcast(a0[row]);
                    TLanes.AddProduct(a, b0, ref c10);
                    if (TVectors.Count > 1) TLanes.AddProduct(a, b1, ref c11);
                    if (TVectors.Count > 2) TLanes.AddProduct(a, b2, ref c12);
                    if (TVectors.Count > 3) TLanes.AddProduct(a, b3, ref c13);
                }
                if (TRows.Count > 2)
                {
                    a = TLanes.Broadcast(a0[2 * row]);
                    TLanes.AddProduct(a, b0, ref c20);
                    if (TVectors.Count > 1) TLanes.AddProduct(a, b1, ref c21);
                    if (TVectors.Count > 2) TLanes.AddProduct(a, b2, ref c22);
                    if (TVectors.Count > 3) TLanes.AddProduct(a, b3, ref c23);
                }
                if (TRows.Count > 3)
                {
                    a = TLanes.Broadcast(a3[0]);
                    TLanes.AddProduct(a, b0, ref c30);
                    if (TVectors.Count > 1) TLanes.AddProduct(a, b1, ref c31);
                    if (TVectors.Count > 2) TLanes.AddProduct(a, b2, ref c32);
                    if (TVectors.Count > 3) TLanes.AddProduct(a, b3, ref c33);
                }
                if (TRows.Count > 4)
                {
                    a = TLanes.Broadcast(a3[row]);
                    TLanes.AddProduct(a, b0, ref c40);
                    if (TVectors.Count > 1) TLanes.AddProduct(a, b1, ref c41);
                    if (TVectors.Count > 2) TLanes.AddProduct(a, b2, ref c42);
                    if (TVectors.Count > 3) TLanes.AddProduct(a, b3, ref c43);
                }
                if (TRows.Count > 5)
                {
                    a = TLanes.Broadcast(a3[2 * row]);
                    TLanes.AddProduct(a, b0, ref c50);
                    if (TVectors.Count > 1) TLanes.AddProduct(a, b1, ref c51);
                    if (TVectors.Count > 2) TLanes.AddProduct(a, b2, ref c52);
                    if (TVectors.Count > 3) TLanes.AddProduct(a, b3, ref c53);
                }
            }
        }
        float* waiting = tile.Waiting;
        for (int merge = tile.Merges; merge > 0; merge--, waiting -= tile.WaitingStride)
        {
            float* w = waiting;
            c00 = TLanes.Load(w) + c00;
            if (TVectors.Count > 1) c01 = TLanes.Load(w + lanes) + c01;
            if (TVectors.Count > 2) c02 = TLanes.Load(w + 2 * lanes) + c02;
            if (TVectors.Count > 3) c03 = TLanes.Load(w + 3 * lanes) + c03;
            if (TRows.Count > 1)
            {
                w += TVectors.Count * lanes;
                c10 = TLanes.Load(w) + c10;
                if (TVectors.Count > 1) c11 = TLanes.Load(w + lanes) + c11;
                if (TVectors.Count > 2) c12 = TLanes.Load(w + 2 * lanes) + c12;
                if (TVectors.Count > 3) c13 = TLanes.Load(w + 3 * lanes) + c13;
            }
            if (TRows.Count > 2)
            {
                w += TVectors.Count * lanes;
                c20 = TLanes.Load(w) + c20;
                if (TVectors.Count > 1) c21 = TLanes.Load(w + lanes) + c21;
                if (TVectors.Count > 2) c22 = TLanes.Load(w + 2 * lanes) + c22;
                if (TVectors.Count > 3) c23 = TLanes.Load(w + 3 * lanes) + c23;
            }
            if (TRows.Count > 3)
            {
                w += TVectors.Count * lanes;
                c30 = TLanes.Load(w) + c30;
                if (TVectors.Count > 1) c31 = TLanes.Load(w + lanes) + c31;
                if (TVectors.Count > 2) c32 = TLanes.Load(w + 2 * lanes) + c32;
                if (TVectors.Count > 3) c33 = TLanes.Load(w + 3 * lanes) + c33;
            }
            if (TRows.Count > 4)
            {
                w += TVectors.Count * lanes;
                c40 = TLanes.Load(w) + c40;
                if (TVectors.Count > 1) c41 = TLanes.Load(w + lanes) + c41;
                if (TVectors.Count > 2) c42 = TLanes.Load(w + 2 * lanes) + c42;
                if (TVectors.Count > 3) c43 = TLanes.Load(w + 3 * lanes) + c43;
            }
            if (TRows.Count > 5)
            {
                w += TVectors.Count * lanes;
                c50 = TLanes.Load(w) + c50;
                if (TVectors.Count > 1) c51 = TLanes.Load(w + lanes) + c51;
                if (TVectors.Count > 2) c52 = TLanes.Load(w + 2 * lanes) + c52;
                if (TVectors.Count > 3) c53 = TLanes.Load(w + 3 * lanes) + c53;
            }
        }
        c = tile.C;
        c00.Store(c);
        if (TVectors.Count > 1) c01.Store(c + lanes);
        if (TVectors.Count > 2) c02.Store(c + 2 * lanes);
        if (TVectors.Count > 3) c03.Store(c + 3 * lanes);
        if (TRows.Count > 1)
        {
            c += tile.CStride;
            c10.Store(c);
            if (TVectors.Count > 1) c11.Store(c + lanes);
            if (TVectors.Count > 2) c12.Store(c + 2 * lanes);
            if (TVectors.Count > 3) c13.Store(c + 3 * lanes);
        }
        if (TRows.Count > 2)
        {
            c += tile.CStride;
            c20.Store(c);
            if (TVectors.Count > 1) c21.Store(c + lanes);
            if (TVectors.Count > 2) c22.Store(c + 2 * lanes);
            if (TVectors.Count > 3) c23.Store(c + 3 * lanes);
        }
        if (TRows.Count > 3)
        {
            c += tile.CStride;
            c30.Store(c);
            if (TVectors.Count > 1) c31.Store(c + lanes);
            if (TVectors.Count > 2) c32.Store(c + 2 * lanes);
            if (TVectors.Count > 3) c33.Store(c + 3 * lanes);
        }
        if (TRows.Count > 4)
        {
            c += tile.CStride;
            c40.Store(c);
            if (TVectors.Count > 1) c41.Store(c + lanes);
            if (TVectors.Count > 2) c42.Store(c + 2 * lanes);
            if (TVectors.Count > 3) c43.Store(c + 3 * lanes);
        }
        if (TRows.Count > 5)
        {
            c += tile.CStride;
            c50.Store(c);
            if (TVectors.Count > 1) c51.Store(c + lanes);
            if (TVectors.Count > 2) c52.Store(c + 2 * lanes);
            if (TVectors.Count > 3) c53.Store(c + 3 * lanes);
        }
    }

    /// <summary>As many cache lines as the tile has vectors of sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(float* row)
    {
        if (!Sse.IsSupported) return;
        for (int i = 0; i < TVectors.Count * TLanes.Count; i += Matrix.LaneMultiple) Sse.Prefetch0(row + i);
    }
}

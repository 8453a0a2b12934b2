using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>
/// Tiles of a product that stand one below the other, of at most 6 rows × 4 vectors, whose sums stay in registers from the first term to the last.
/// The shape is known to the just-in-time compiler, which drops the rows and vectors that a smaller tile does not have.
/// Terms are added four at a time: what a step costs beside its multiply-adds is loads, and next to nothing for addresses and the loop.
/// </summary>
internal static unsafe class TileKernel<TLanes, TRows, TVectors, TOrder>
    where TLanes : unmanaged, ILanes<TLanes>
    where TRows : unmanaged, ITileSize
    where TVectors : unmanaged, ITileSize
    where TOrder : struct, ITermOrder
{
    private const int Terms = 4;

    [MethodImpl(Compilation.OfHotLoops)]
    public static void Sum(in Tile tile)
    {
        float* rows = tile.A, c = tile.C, start = tile.Start, waiting = tile.Waiting;
        nint fetched = 0, toFetch = 0;
        // One row of what follows is fetched at a time, since all at once would keep the loads of B waiting; where there are few terms, all at once.
        bool fetches = tile.Fetches | tile.FetchesSums;
        bool atOnce = tile.Depth < 2 * Terms * sizeof(TRows);
        int rowsAtOnce = atOnce ? sizeof(TRows) : 1, stepsBetweenFetches = fetches && !atOnce ? tile.Depth / sizeof(TRows) & -Terms : tile.Depth;
        for (int tiles = tile.Tiles; tiles > 0; tiles--)
        {
            var sums = default(TileSums<TLanes, TRows, TVectors>);
            if (start != null) sums.Start(start, tile.StartStride);
            if (tile.GoesOn) sums.Load(c, tile.CStride);
            var a = TermAddresses.Of(rows, tile.AStride);
            nint step = TOrder.StepOf(a.Stride), stride = tile.BStride, stride2 = 2 * stride, stride3 = 3 * stride;
            float* b = tile.B;
            if (fetches) toFetch += sizeof(TRows);
            for (int left = tile.Depth; left > 0;)
            {
                if (fetched < toFetch)
                {
                    Fetch(tile, fetched, rowsAtOnce);
                    fetched += rowsAtOnce;
                }
                int steps = Math.Min(left, stepsBetweenFetches);
                left -= steps;
                for (; steps >= Terms; steps -= Terms, a.Row0 += Terms * step, a.Row3 += Terms * step, b += Terms * stride)
                {
                    sums.AddTerm<TOrder>(a, 0, b);
                    sums.AddTerm<TOrder>(a, 1, b + stride);
                    sums.AddTerm<TOrder>(a, 2, b + stride2);
                    sums.AddTerm<TOrder>(a, 3, b + stride3);
                }
                for (; steps > 0; steps--, a.Row0 += step, a.Row3 += step, b += stride) sums.AddTerm<TOrder>(a, 0, b);
            }
            float* finished = waiting;
            for (int merge = tile.Merges; merge > 0; merge--, finished -= TileGroup.MostFloats) sums.Merge(finished);
            sums.Store(c, tile.CStride);
            rows += tile.NextA;
            c += sizeof(TRows) * tile.CStride;
            waiting += sizeof(TRows) * sizeof(TVectors) * (sizeof(TLanes) / sizeof(float));
            if (start != null) start += sizeof(TRows) * tile.StartStride;
        }
    }

    /// <summary>Brings rows of what follows nearer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(in Tile tile, nint row, int rows)
    {
        if (tile.FetchesSums) Fetch(tile.C + (sizeof(TRows) + row) * tile.CStride, tile.CStride, rows);
        if (!tile.Fetches) return;
        nint stride = tile.Soon.Stride, floats = row * stride;
        Fetch(tile.Soon.First + floats, stride, rows);
        if (tile.Soon.Second != null) Fetch(tile.Soon.Second + floats, stride, rows);
        if (tile.Soon.Third != null) Fetch(tile.Soon.Third + floats, stride, rows);
        if (tile.Soon.Fourth != null) Fetch(tile.Soon.Fourth + floats, stride, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(float* row, nint stride, int rows)
    {
        for (; rows > 0; rows--, row += stride)
            for (int i = 0; i < sizeof(TVectors) * TLanes.Count; i += Matrix.LaneMultiple) Prefetch.Line(row + i);
    }
}

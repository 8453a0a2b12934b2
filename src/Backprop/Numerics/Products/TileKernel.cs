using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>
/// One tile of a product, at most 6 rows × 4 vectors, whose sums stay in registers from the first term to the last.
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sum(in Tile tile)
    {
        var sums = default(TileSums<TLanes, TRows, TVectors>);
        if (tile.Start != null) sums.Start(tile.Start, tile.StartStride);
        if (tile.GoesOn) sums.Load(tile.C, tile.CStride);
        var a = TermAddresses.Of(tile.A, tile.AStride);
        nint step = TOrder.StepOf(a.Stride), stride = tile.BStride, stride2 = 2 * stride, stride3 = 3 * stride;
        float* b = tile.B;
        // One row of what follows is fetched at a time, since all at once would keep the loads of B waiting; where there are few terms, all at once.
        bool fetches = tile.Fetches | tile.FetchesSums;
        int rowsAtOnce = tile.Depth <= Terms * sizeof(TRows) ? sizeof(TRows) : 1, fetched = 0;
        int stepsBetweenFetches = fetches && rowsAtOnce == 1 ? (tile.Depth / sizeof(TRows) + Terms) & -Terms : tile.Depth;
        for (int left = tile.Depth; left > 0;)
        {
            for (int i = 0; i < rowsAtOnce && fetches; i++) Fetch(tile, fetched++);
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
        float* waiting = tile.Waiting;
        for (int merge = tile.Merges; merge > 0; merge--, waiting -= tile.WaitingStride) sums.Merge(waiting);
        sums.Store(tile.C, tile.CStride);
    }

    /// <summary>Brings a row of what follows nearer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(in Tile tile, nint row)
    {
        if (tile.FetchesSums) Fetch(tile.C + (sizeof(TRows) + row) * tile.CStride);
        if (!tile.Fetches) return;
        nint floats = row * tile.Soon.Stride;
        if (tile.Soon.First != null) Fetch(tile.Soon.First + floats);
        if (tile.Soon.Second != null) Fetch(tile.Soon.Second + floats);
        if (tile.Soon.Third != null) Fetch(tile.Soon.Third + floats);
        if (tile.Soon.Fourth != null) Fetch(tile.Soon.Fourth + floats);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fetch(float* row)
    {
        for (int i = 0; i < sizeof(TVectors) * TLanes.Count; i += Matrix.LaneMultiple) Prefetch.Line(row + i);
    }
}

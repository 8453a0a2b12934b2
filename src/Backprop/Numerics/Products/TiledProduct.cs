using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>
/// The product in tiles whose sums stay in registers (<see cref="TileKernel{TLanes, TRows, TVectors, TOrder}"/>): at most 6 rows × 4 vectors
/// where a vector is 512 bits wide and registers number 32, 6 × 2 or 2 × 4 otherwise. Rows and columns are cut into tiles of
/// nearly equal size, since a tile of few sums would wait for its own additions.
/// </summary>
internal sealed unsafe class TiledProduct<TLanes> : MatrixProduct
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int MostRows = TileGroup.MostRowsOfTile, AlignmentFloats = 16;

    private static readonly nint[] Kernels =
    [
        .. KernelsOf<One>(), .. KernelsOf<Two>(), .. KernelsOf<Three>(), .. KernelsOf<Four>(), .. KernelsOf<Five>(), .. KernelsOf<Six>(),
    ];

    /// <summary>So many sums, 32 KB, are in the first cache, or as good as.</summary>
    private const long NearSums = 8192;

    private static int MostVectors(in Block block) => TLanes.Count == 16 || block.Rows <= 2 ? 4 : 2;

    public override void Multiply(in ProductOperands o, TileWork? then = null)
    {
        if (PackedBlocks.Pay(o)) MultiplyPacked(o, then);
        else SumBlock(o, o.Block, null, null, then);
    }

    [SkipLocalsInit]
    public override void MultiplyOverPoints(in ProductOperands o, TileWork? then = null)
    {
        // A group of tiles that lives only for what follows, and behind it its waiting chunk sums, a level of the tree behind the other.
        int levels = int.Log2(ChunkTree.Chunks(o.Depth)) + 1;
        float* memory = stackalloc float[(1 + levels) * TileGroup.MostFloats + AlignmentFloats];
        float* local = (float*)(((nint)memory + 63) & ~63);
        TileOf(o, out var tile);
        var columns = new Cuts(o.Block.FirstColumn, o.Block.EndColumn, TLanes.Count, MostVectors(o.Block));
        while (columns.Next(out int column, out int vectors))
        {
            tile.B = o.B + column;
            if (PackedBlocks.PayInPanels(o))
            {
                PackedBlocks.PackColumns<TLanes>(tile.B, o.BStride, o.Depth, vectors * TLanes.Count, o.Scratch);
                tile.B = o.Scratch;
                tile.BStride = vectors * TLanes.Count;
            }
            SumPanelOverPoints(o, ref tile, o.Block with { FirstColumn = column, EndColumn = column + vectors * TLanes.Count }, vectors, local, then);
        }
    }

    /// <summary>The tiles of some columns, one below the other; where the product has no C, in <paramref name="local"/>, behind which there is room for waiting sums.</summary>
    [MethodImpl(Compilation.OfHotLoops)]
    private static void SumPanelOverPoints(in ProductOperands o, ref Tile tile, in Block panel, int vectors, float* local, TileWork? then)
    {
        bool isOneChunk = o.Depth <= ChunkTree.ChunkSize;
        if (o.C == null) tile.CStride = vectors * TLanes.Count;
        var group = new TileGroup(then, panel, o.Block.Floats);
        var rows = new Cuts(panel.FirstRow, panel.EndRow, 1, MostRows);
        while (rows.Next(out int row, out int height))
        {
            tile.A = o.A + row * o.ARowStride;
            tile.NextA = height * o.ARowStride;
            tile.Tiles = rows.Join(group.Room(row, height));
            tile.C = o.C == null ? local + (row - group.FirstRow) * tile.CStride : o.C + row * o.CStride + panel.FirstColumn;
            group.Begin(row, height, ref tile);
            if (isOneChunk) Sum(tile, height, vectors);
            else SumChunks(o, ref tile, height, vectors, local + TileGroup.MostFloats);
            group.End(row, row + tile.Tiles * height, tile.C, tile.CStride);
        }
    }

    /// <summary>A product of large operands: blocks of terms, of which B and, where its strides are swapped, A are packed first.</summary>
    private static void MultiplyPacked(in ProductOperands o, TileWork? then)
    {
        float* packedRows = o.ARowStride == 1 ? o.Scratch : null, packedColumns = o.Scratch + PackedBlocks.MostDepth * PackedBlocks.MostRows;
        var steps = new Cuts(0, o.Depth, 1, PackedBlocks.MostDepth);
        while (steps.Next(out int step, out int depth))
        {
            var terms = o;
            terms.A += step * o.AStepStride;
            terms.B += step * o.BStride;
            (terms.Depth, terms.GoesOn) = (depth, step > 0);
            bool isLast = step + depth == o.Depth;
            PackColumns(terms, packedColumns);
            var blocks = new Cuts(o.Block.FirstRow, o.Block.EndRow, 1, PackedBlocks.MostRows);
            while (blocks.Next(out int first, out int rows))
            {
                if (packedRows != null) PackedBlocks.PackRows(terms.A + first, o.AStepStride, depth, new Cuts(0, rows, 1, MostRows), packedRows);
                SumBlock(terms, o.Block with { FirstRow = first, EndRow = first + rows }, packedRows, packedColumns, isLast ? then : null);
            }
        }
    }

    /// <summary>Every tile of a block, from packed operands where there are any.</summary>
    private static void SumBlock(in ProductOperands o, in Block place, float* packedRows, float* packedColumns, TileWork? then)
    {
        TileOf(o, out var tile);
        tile.FetchesSums = place.Floats > NearSums;
        var columns = new Cuts(place.FirstColumn, place.EndColumn, TLanes.Count, MostVectors(place));
        while (columns.Next(out int column, out int vectors))
        {
            tile.B = packedColumns == null ? o.B + column : packedColumns + (nint)(column - place.FirstColumn) * tile.Depth;
            if (packedColumns != null) tile.BStride = vectors * TLanes.Count;
            SumPanel(o, ref tile, place with { FirstColumn = column, EndColumn = column + vectors * TLanes.Count }, vectors, packedRows, then);
        }
    }

    /// <summary>The tiles of some columns, one below the other.</summary>
    [MethodImpl(Compilation.OfHotLoops)]
    private static void SumPanel(in ProductOperands o, ref Tile tile, in Block panel, int vectors, float* packedRows, TileWork? then)
    {
        var group = new TileGroup(then, panel, o.Block.Floats);
        var rows = new Cuts(panel.FirstRow, panel.EndRow, 1, MostRows);
        while (rows.Next(out int row, out int height))
        {
            tile.A = packedRows == null ? o.A + row * o.ARowStride : packedRows + (nint)(row - panel.FirstRow) * tile.Depth;
            if (packedRows != null) tile.AStride = height;
            tile.NextA = height * (packedRows == null ? o.ARowStride : tile.Depth);
            tile.Tiles = rows.Join(group.Room(row, height));
            tile.C = o.C + row * o.CStride + panel.FirstColumn;
            tile.Start = o.Start == null ? null : o.Start + row * o.StartStride;
            group.Begin(row, height, ref tile);
            Sum(tile, height, vectors);
            group.End(row, row + tile.Tiles * height, tile.C, tile.CStride);
        }
    }

    private static void PackColumns(in ProductOperands o, float* to)
    {
        var columns = new Cuts(o.Block.FirstColumn, o.Block.EndColumn, TLanes.Count, MostVectors(o.Block));
        while (columns.Next(out int column, out int vectors))
        {
            PackedBlocks.PackColumns<TLanes>(o.B + column, o.BStride, o.Depth, vectors * TLanes.Count, to);
            to += (nint)o.Depth * vectors * TLanes.Count;
        }
    }

    private static void TileOf(in ProductOperands o, out Tile tile)
    {
        Debug.Assert(o.ARowStride == 1 || o.AStepStride == 1, "either rows or terms of A are neighbours");
        tile = default;
        tile.RowsAreNeighbours = o.ARowStride == 1;
        tile.AStride = o.ARowStride == 1 ? o.AStepStride : o.ARowStride;
        tile.BStride = o.BStride;
        tile.CStride = o.CStride;
        tile.StartStride = o.StartStride;
        tile.GoesOn = o.GoesOn;
        tile.Depth = o.Depth;
    }

    /// <summary>
    /// Tiles chunk by chunk, so that a chunk of B stays in the first cache: each sum is added in registers to those that it completes,
    /// and waits in memory where it completes none.
    /// </summary>
    private static void SumChunks(in ProductOperands o, ref Tile tile, int height, int vectors, float* waiting)
    {
        float* c = tile.C, b = tile.B;
        nint cStride = tile.CStride;
        bool fetches = tile.Fetches;
        int chunks = ChunkTree.Chunks(o.Depth), waits = 0;
        // What follows is fetched a whole chunk before it is touched, where there are two.
        int fetching = Math.Max(0, chunks - 2);
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            bool last = chunk == chunks - 1;
            tile.Depth = last ? o.Depth - chunk * ChunkTree.ChunkSize : ChunkTree.ChunkSize;
            tile.Waiting = waiting + (waits - 1) * TileGroup.MostFloats;
            tile.Merges = last ? waits : ChunkTree.Merges(chunk);
            waits -= tile.Merges;
            tile.C = last ? c : waiting + waits * TileGroup.MostFloats;
            tile.CStride = last ? cStride : vectors * TLanes.Count;
            waits++;
            tile.Fetches = fetches && chunk == fetching;
            Sum(tile, height, vectors);
            tile.A += ChunkTree.ChunkSize * o.AStepStride;
            tile.B += ChunkTree.ChunkSize * tile.BStride;
        }
        tile.B = b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(in Tile tile, int rows, int vectors) =>
        ((delegate*<in Tile, void>)Kernels[((rows - 1) * 4 + vectors - 1) * 2 + (tile.RowsAreNeighbours ? 1 : 0)])(in tile);

    private static nint[] KernelsOf<TRows>() where TRows : unmanaged, ITileSize =>
        [.. KernelsOf<TRows, One>(), .. KernelsOf<TRows, Two>(), .. KernelsOf<TRows, Three>(), .. KernelsOf<TRows, Four>()];

    private static nint[] KernelsOf<TRows, TVectors>() where TRows : unmanaged, ITileSize where TVectors : unmanaged, ITileSize =>
    [
        (nint)(delegate*<in Tile, void>)&TileKernel<TLanes, TRows, TVectors, TermsSideBySide>.Sum,
        (nint)(delegate*<in Tile, void>)&TileKernel<TLanes, TRows, TVectors, RowsSideBySide>.Sum,
    ];
}

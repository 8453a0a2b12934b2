using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>
/// The product in tiles whose sums stay in registers (<see cref="TileKernel{TLanes, TRows, TVectors}"/>): at most 6 rows × 4 vectors
/// where a vector is 512 bits wide and registers number 32, 6 × 2 or 2 × 4 otherwise. Rows and columns are cut into tiles of
/// nearly equal size, since a tile of few sums would wait for its own additions.
/// </summary>
internal sealed unsafe class TiledProduct<TLanes> : MatrixProduct
    where TLanes : struct, ILanes<TLanes>
{
    private const int MostRows = 6, MostFloats = MostRows * 64, AlignmentFloats = 16;

    private static readonly nint[] Kernels =
    [
        .. KernelsOf<One>(), .. KernelsOf<Two>(), .. KernelsOf<Three>(), .. KernelsOf<Four>(), .. KernelsOf<Five>(), .. KernelsOf<Six>(),
    ];

    private static int MostVectors(in Block block) => TLanes.Count == 16 || block.Rows <= 2 ? 4 : 2;

    public override void Multiply(in ProductOperands o, ITileWork? then = null)
    {
        if (PackedBlocks.Pay(o)) MultiplyPacked(o, then);
        else SumBlock(o, TileOf(o, o.Depth), o.Block, null, null, then);
    }

    [SkipLocalsInit]
    public override void MultiplyOverPoints(in ProductOperands o, ITileWork? then = null)
    {
        // One tile that lives only for what follows, and behind it the waiting chunk sums of one tile, a level of the tree behind the other.
        int levels = int.Log2(ChunkTree.Chunks(o.Depth)) + 2;
        float* memory = stackalloc float[(1 + levels) * MostFloats + AlignmentFloats];
        float* local = (float*)(((nint)memory + 63) & ~63), waiting = local + MostFloats;
        var columns = new Cuts(o.Block.FirstColumn, o.Block.EndColumn, TLanes.Count, MostVectors(o.Block));
        while (columns.Next(out int column, out int vectors))
        {
            var panel = o;
            if (PackedBlocks.PayInPanels(o))
            {
                // The tile's columns stand at the beginning of the packed panel.
                PackedBlocks.PackColumns<TLanes>(o.B + column, o.BStride, o.Depth, vectors * TLanes.Count, o.Scratch);
                panel.BStride = vectors * TLanes.Count;
                panel.B = o.Scratch - column;
            }
            var rows = new Cuts(o.Block.FirstRow, o.Block.EndRow, 1, MostRows);
            while (rows.Next(out int row, out int height))
            {
                float* c = o.C == null ? local : o.C + row * o.CStride + column;
                nint stride = o.C == null ? vectors * TLanes.Count : o.CStride;
                var place = new Block(row, row + height, column, column + vectors * TLanes.Count);
                SumChunks(panel, place, waiting, c, stride, then is null ? default : then.Memory(place));
                then?.Apply(new FinishedTile(place, c, stride));
            }
        }
    }

    /// <summary>A product of large operands: blocks of terms, of which B and, where its strides are swapped, A are packed first.</summary>
    private static void MultiplyPacked(in ProductOperands o, ITileWork? then)
    {
        float* packedRows = o.ARowStride == 1 ? o.Scratch : null, packedColumns = o.Scratch + PackedBlocks.MostDepth * PackedBlocks.MostRows;
        var steps = new Cuts(0, o.Depth, 1, PackedBlocks.MostDepth);
        while (steps.Next(out int step, out int depth))
        {
            var terms = o;
            terms.A += step * o.AStepStride;
            terms.B += step * o.BStride;
            var tile = TileOf(o, depth);
            tile.GoesOn = step > 0;
            bool isLast = step + depth == o.Depth;
            PackColumns(terms, depth, packedColumns);
            var blocks = new Cuts(o.Block.FirstRow, o.Block.EndRow, 1, PackedBlocks.MostRows);
            while (blocks.Next(out int first, out int rows))
            {
                if (packedRows != null) PackedBlocks.PackRows(terms.A + first, o.AStepStride, depth, new Cuts(0, rows, 1, MostRows), packedRows);
                SumBlock(terms, tile, o.Block with { FirstRow = first, EndRow = first + rows }, packedRows, packedColumns, isLast ? then : null);
            }
        }
    }

    /// <summary>Every tile of a block, from packed operands where there are any.</summary>
    private static void SumBlock(in ProductOperands o, Tile tile, in Block place, float* packedRows, float* packedColumns, ITileWork? then)
    {
        var columns = new Cuts(place.FirstColumn, place.EndColumn, TLanes.Count, MostVectors(place));
        while (columns.Next(out int column, out int vectors))
        {
            tile.B = packedColumns == null ? o.B + column : packedColumns + (nint)(column - place.FirstColumn) * tile.Depth;
            if (packedColumns != null) tile.BStride = vectors * TLanes.Count;
            var rows = new Cuts(place.FirstRow, place.EndRow, 1, MostRows);
            while (rows.Next(out int row, out int height))
            {
                tile.A = packedRows == null ? o.A + row * o.ARowStride : packedRows + (nint)(row - place.FirstRow) * tile.Depth;
                if (packedRows != null) tile.AStepStride = height;
                tile.C = o.C + row * o.CStride + column;
                tile.Start = o.Start == null ? null : o.Start + row * o.StartStride;
                Sum(in tile, height, vectors);
                then?.Apply(new FinishedTile(new Block(row, row + height, column, column + vectors * TLanes.Count), tile.C, tile.CStride));
            }
        }
    }

    private static void PackColumns(in ProductOperands o, int depth, float* to)
    {
        var columns = new Cuts(o.Block.FirstColumn, o.Block.EndColumn, TLanes.Count, MostVectors(o.Block));
        while (columns.Next(out int column, out int vectors))
        {
            PackedBlocks.PackColumns<TLanes>(o.B + column, o.BStride, depth, vectors * TLanes.Count, to);
            to += (nint)depth * vectors * TLanes.Count;
        }
    }

    private static Tile TileOf(in ProductOperands o, int depth) => new()
    {
        ARowStride = o.ARowStride,
        AStepStride = o.AStepStride,
        BStride = o.BStride,
        CStride = o.CStride,
        StartStride = o.StartStride,
        GoesOn = o.GoesOn,
        Depth = depth,
    };

    /// <summary>The chunks of one tile: each sum is added in registers to those that it completes, and waits in memory where it completes none.</summary>
    private static void SumChunks(in ProductOperands o, in Block place, float* waiting, float* c, nint cStride, in TileMemory soon)
    {
        int chunks = ChunkTree.Chunks(o.Depth), waits = 0, height = place.Rows, vectors = place.Columns / TLanes.Count;
        Tile tile = default;
        (tile.ARowStride, tile.AStepStride, tile.BStride, tile.WaitingStride) = (o.ARowStride, o.AStepStride, o.BStride, MostFloats);
        tile.A = o.A + place.FirstRow * o.ARowStride;
        tile.B = o.B + place.FirstColumn;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            bool last = chunk == chunks - 1;
            tile.Depth = last ? o.Depth - chunk * ChunkTree.ChunkSize : ChunkTree.ChunkSize;
            tile.Waiting = waiting + (waits - 1) * MostFloats;
            tile.Merges = last ? waits : ChunkTree.Merges(chunk);
            waits -= tile.Merges;
            tile.C = last ? c : waiting + waits * MostFloats;
            tile.CStride = last ? cStride : vectors * TLanes.Count;
            waits++;
            if (last)
            {
                tile.FetchFirst = (float*)soon.First;
                tile.FetchSecond = (float*)soon.Second;
                tile.FetchStride = soon.Stride;
            }
            Sum(in tile, height, vectors);
            tile.A += ChunkTree.ChunkSize * o.AStepStride;
            tile.B += ChunkTree.ChunkSize * o.BStride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(in Tile tile, int rows, int vectors) =>
        ((delegate*<in Tile, void>)Kernels[(rows - 1) * 4 + vectors - 1])(in tile);

    private static nint[] KernelsOf<TRows>() where TRows : struct, ITileSize =>
    [
        (nint)(delegate*<in Tile, void>)&TileKernel<TLanes, TRows, One>.Sum, (nint)(delegate*<in Tile, void>)&TileKernel<TLanes, TRows, Two>.Sum,
        (nint)(delegate*<in Tile, void>)&TileKernel<TLanes, TRows, Three>.Sum, (nint)(delegate*<in Tile, void>)&TileKernel<TLanes, TRows, Four>.Sum,
    ];
}

namespace Backprop.Numerics;

/// <summary>The product as three loops: the specification of <see cref="TiledProduct{TLanes}"/>, bit for bit.</summary>
internal sealed unsafe class NaiveProduct : MatrixProduct
{
    public override void Multiply(in ProductOperands o, TileWork? then = null)
    {
        for (int m = o.Block.FirstRow; m < o.Block.EndRow; m++)
            for (int n = o.Block.FirstColumn; n < o.Block.EndColumn; n++)
                o.C[m * o.CStride + n] = Chain(o, m, n, Start(o, m, n), 0, o.Depth);
        Finish(o, then);
    }

    public override void MultiplyOverPoints(in ProductOperands o, TileWork? then = null)
    {
        for (int m = o.Block.FirstRow; m < o.Block.EndRow; m++)
            for (int n = o.Block.FirstColumn; n < o.Block.EndColumn; n++)
                o.C[m * o.CStride + n] = Tree(o, m, n, 0, ChunkTree.Chunks(o.Depth));
        Finish(o, then);
    }

    private static float Start(in ProductOperands o, int m, int n) =>
        o.GoesOn ? o.C[m * o.CStride + n] : o.Start == null ? 0 : o.Start[m * o.StartStride];

    private static float Chain(in ProductOperands o, int m, int n, float start, int first, int end)
    {
        float sum = start;
        for (int k = first; k < end; k++) sum = MathF.FusedMultiplyAdd(o.A[m * o.ARowStride + k * o.AStepStride], o.B[k * o.BStride + n], sum);
        return sum;
    }

    /// <summary>Chunks from first to before end, split where the left part is the largest power of two below the whole.</summary>
    private static float Tree(in ProductOperands o, int m, int n, int first, int end)
    {
        if (end - first == 1) return Chain(o, m, n, 0, first * ChunkTree.ChunkSize, Math.Min(end * ChunkTree.ChunkSize, o.Depth));
        int middle = first + (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(end - first)) / 2;
        return Tree(o, m, n, first, middle) + Tree(o, m, n, middle, end);
    }

    private static void Finish(in ProductOperands o, TileWork? then) =>
        then?.Apply(new FinishedTile(o.Block, o.C + o.Block.FirstRow * o.CStride + o.Block.FirstColumn, o.CStride));
}

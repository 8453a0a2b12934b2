using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>A sum of doubles over data points in the order of <see cref="ChunkTree"/>.</summary>
internal struct ChunkSum
{
    private Levels _waiting;
    private double _chunk;
    private int _pointsInChunk, _chunks, _depth;

    /// <summary>Adds the term of the next data point.</summary>
    public void Add(double term)
    {
        _chunk += term;
        if (++_pointsInChunk == ChunkTree.ChunkSize) FinishChunk();
    }

    /// <summary>The sum of all terms so far.</summary>
    public readonly double Total
    {
        get
        {
            ChunkSum copy = this;
            if (copy._pointsInChunk > 0) copy.FinishChunk();
            double total = copy._depth > 0 ? copy._waiting[copy._depth - 1] : 0;
            for (int level = copy._depth - 2; level >= 0; level--) total = copy._waiting[level] + total;
            return total;
        }
    }

    private void FinishChunk()
    {
        double sum = _chunk;
        for (int merges = ChunkTree.Merges(_chunks); merges > 0; merges--) sum = _waiting[--_depth] + sum;
        _waiting[_depth++] = sum;
        (_chunk, _pointsInChunk, _chunks) = (0, 0, _chunks + 1);
    }

    [InlineArray(ChunkTree.MaximumDepth)]
    private struct Levels
    {
        private double _first;
    }
}

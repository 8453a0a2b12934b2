using Backprop.Numerics;

namespace Backprop;

/// <summary>A data set's rows in the order of one epoch, cut into batches. The order depends on seed and epoch alone.</summary>
internal sealed class Batches : IBatches
{
    private readonly int[] _order;
    private readonly int _batchSize;
    private readonly ulong _seed;

    public Batches(int rows, int batchSize, ulong seed)
    {
        _order = new int[rows];
        _batchSize = Math.Min(batchSize, rows);
        _seed = seed;
        Count = (rows + _batchSize - 1) / _batchSize;
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public void Shuffle(int epoch)
    {
        for (int row = 0; row < _order.Length; row++) _order[row] = row;
        new CounterRandom(_seed, RandomPurpose.Shuffle, (uint)epoch).Shuffle(_order);
    }

    /// <inheritdoc/>
    public ReadOnlySpan<int> this[int batch]
    {
        get
        {
            int first = batch * _batchSize;
            return _order.AsSpan(first, Math.Min(_batchSize, _order.Length - first));
        }
    }
}

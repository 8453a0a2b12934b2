namespace Backprop;

/// <summary>Which data points stand in a batch, and in which epoch: what random numbers of a layer are keyed by, so that neither threads nor pieces of a batch change them.</summary>
internal sealed class BatchPoints(int capacity, ulong seed)
{
    private readonly int[] _rows = new int[capacity];

    /// <summary>The key of all random numbers.</summary>
    public ulong Seed => seed;

    /// <summary>The epoch, from 1; 0 outside of training.</summary>
    public uint Epoch { get; set; }

    /// <summary>The row of the data set of each data point of the batch.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>Takes the rows of the next batch.</summary>
    public void Take(ReadOnlySpan<int> rows) => rows.CopyTo(_rows);
}

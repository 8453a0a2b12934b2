namespace Backprop;

/// <summary>Which data points stand in a batch, and in which epoch: what random numbers of a layer are keyed by, so that neither threads nor pieces of a batch change them.</summary>
/// <param name="capacity">The most data points of a batch.</param>
/// <param name="seed">The key of all random numbers.</param>
/// <param name="identities">The place of each row of the data in a larger source, where they are a part of one; null (the default) where they are not.</param>
internal sealed class BatchPoints(int capacity, ulong seed, int[]? identities = null)
{
    private readonly int[] _rows = new int[capacity], _identities = new int[identities is null ? 0 : capacity];

    /// <summary>The key of all random numbers.</summary>
    public ulong Seed => seed;

    /// <summary>The epoch, from 1; 0 outside of training.</summary>
    public uint Epoch { get; set; }

    /// <summary>The row of the data set of each data point of the batch.</summary>
    public ReadOnlySpan<int> Rows => _rows;

    /// <summary>Takes the rows of the next batch.</summary>
    public void Take(ReadOnlySpan<int> rows)
    {
        rows.CopyTo(_rows);
        if (identities is null) return;
        for (int point = 0; point < rows.Length; point++) _identities[point] = identities[rows[point]];
    }

    /// <summary>What random numbers of each data point are keyed by: its row, or where that stands in a larger source.</summary>
    public ReadOnlySpan<int> Identities => identities is null ? _rows : _identities;
}

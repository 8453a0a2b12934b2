using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Some rows of a data set, in a shuffled order that is always the same: files are often sorted by class.</summary>
internal static class RowSample
{
    /// <summary>At most so many rows; the data themselves where they have no more.</summary>
    public static Dataset Of(Dataset data, int most)
    {
        if (data.Count <= most) return data;
        int[] rows = [.. Enumerable.Range(0, data.Count)];
        new CounterRandom(0, RandomPurpose.Sampling, 1).Shuffle(rows);
        return data.Select(rows.AsSpan(0, most));
    }
}

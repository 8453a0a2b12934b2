namespace Backprop;

/// <summary>The batches of one epoch after the other.</summary>
internal interface IBatches
{
    /// <summary>Batches of an epoch; the last may be smaller than the others.</summary>
    int Count { get; }

    /// <summary>Puts all rows into the order of an epoch.</summary>
    void Shuffle(int epoch);

    /// <summary>The rows of one batch, in the data that batches are drawn from. Batches of an epoch are asked for in order, each once.</summary>
    ReadOnlySpan<int> this[int batch] { get; }
}

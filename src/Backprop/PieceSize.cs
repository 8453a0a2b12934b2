using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// How many data points are in memory at a time. A power of two of chunks, so that the sum over the pieces of a batch
/// is the sum over its chunks (<see cref="ChunkTree"/>): no bit depends on the size.
/// </summary>
internal static class PieceSize
{
    /// <summary>Data points of a piece for networks of usual width.</summary>
    public const int Most = 16 * ChunkTree.ChunkSize;

    // 256 MiB of activations; a network so wide that 64 data points fill more must have the memory.
    private const long MostFloats = 1 << 26;

    public static int For(Network network)
    {
        long neurons = Neurons(network);
        int size = Most;
        while (size > ChunkTree.ChunkSize && neurons * size > MostFloats) size /= 2;
        return size;
    }

    /// <summary>The same for training; batches whose data points are tied together pass as a whole.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">Data points of the largest batch.</param>
    /// <exception cref="InvalidInputException">The batch must be in memory as a whole and is too large for that.</exception>
    public static int ForTraining(Network network, int batch)
    {
        if (!network.TiesDataPoints) return For(network);
        if (Neurons(network) * batch > Array.MaxLength)
            throw new InvalidInputException(FormattableString.Invariant(
                $"Batch normalization needs a batch in memory as a whole, and {batch:N0} data points of {Neurons(network):N0} neurons are too many. Use a smaller batch size, or layer normalization."));
        return Math.Max(batch, 1);
    }

    private static long Neurons(Network network) => network.Inputs + network.Layers.Sum(layer => layer.NumbersOfPoint);
}

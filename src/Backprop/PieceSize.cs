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
        long neurons = network.Inputs + network.Layers.Sum(layer => (long)layer.Outputs);
        int size = Most;
        while (size > ChunkTree.ChunkSize && neurons * size > MostFloats) size /= 2;
        return size;
    }
}

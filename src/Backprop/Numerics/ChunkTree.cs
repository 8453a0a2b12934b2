namespace Backprop.Numerics;

/// <summary>
/// The order of a sum over data points. Data points are summed in chunks of <see cref="ChunkSize"/>, ascending inside a chunk;
/// the chunk sums are added as a binary counter counts: two sums of equal weight are added as soon as both exist,
/// and what is left at the end is added from the smallest to the largest, the older one on the left.
/// The order depends on nothing but the number of data points, so threads, processes and the pieces
/// in which a large batch passes through memory change no bit.
/// </summary>
internal static class ChunkTree
{
    /// <summary>Data points in a chunk.</summary>
    public const int ChunkSize = 64;

    /// <summary>Sums that wait at the same time at most, for any number of chunks that fits in an int.</summary>
    public const int MaximumDepth = 27;

    public static int Chunks(int points) => (points + ChunkSize - 1) / ChunkSize;

    /// <summary>Waiting sums that a newly finished sum is added to, before it waits itself: the trailing ones of its number.</summary>
    public static int Merges(int finishedBefore) => int.TrailingZeroCount(~finishedBefore);

    /// <summary>Sums that wait after so many have been finished.</summary>
    public static int Waiting(int finished) => int.PopCount(finished);
}

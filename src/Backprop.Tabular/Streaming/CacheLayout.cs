namespace Backprop.Tabular;

/// <summary>
/// How a cache lies in its file: <see cref="Magic"/>; blocks of equal length, each of one part, with the inputs of its rows (float32, row-major)
/// and behind them their targets (float32) or classes (int32), zeros where the last block of a part has fewer rows; the facts as JSON; the length
/// of those (u64); the SHA-256 of everything before. Numbers are little-endian.
/// </summary>
/// <param name="Features">Inputs of a row.</param>
/// <param name="BlockRows">Rows of a block.</param>
internal readonly record struct CacheLayout(int Features, int BlockRows)
{
    public const int DigestBytes = 32, TailBytes = sizeof(ulong) + DigestBytes;

    public static ReadOnlySpan<byte> Magic => "BPROWS1\n"u8;

    public int InputBytes => BlockRows * Features * sizeof(float);

    public int BlockBytes => InputBytes + (BlockRows * sizeof(float));

    /// <summary>Where a block begins.</summary>
    public long OffsetOf(int block) => Magic.Length + ((long)block * BlockBytes);
}

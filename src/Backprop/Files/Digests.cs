using System.Security.Cryptography;

namespace Backprop.Files;

/// <summary>
/// The two digests that a file written here carries in its metadata; together they cover every byte.
/// <c>sha256</c>: of the tensor bytes. <c>headerSha256</c>: of everything before them (length, JSON, padding),
/// with the 64 digits of headerSha256 itself taken as zeros.
/// </summary>
internal static class Digests
{
    public const string TensorKey = "sha256";
    public const string HeaderKey = "headerSha256";
    public const int Digits = 64;

    /// <summary>Keys that a header has for them: the two digests and <c>__metadata__</c>.</summary>
    public const int Keys = 3;

    /// <summary>What stands in the place of headerSha256 while it is computed.</summary>
    public static ReadOnlySpan<byte> Placeholder => "0000000000000000000000000000000000000000000000000000000000000000"u8;

    public static bool IsKey(string key) => key is TensorKey or HeaderKey;

    /// <summary>Digest of the file's first bytes up to the tensors, its own digits beginning at <paramref name="digestAt"/>.</summary>
    public static string OfHead(ReadOnlySpan<byte> head, int digestAt)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(head[..digestAt]);
        sha256.AppendData(Placeholder);
        sha256.AppendData(head[(digestAt + Digits)..]);
        return Convert.ToHexStringLower(sha256.GetHashAndReset());
    }

    /// <summary>
    /// Whether the header carries digests, its own checked. One without the other is damage:
    /// a flipped bit in a key's name must not turn checking off.
    /// </summary>
    public static bool CheckHead(SafeTensorsHeader header, ReadOnlySpan<byte> head, Damage damage)
    {
        bool forTensors = header.Metadata.ContainsKey(TensorKey);
        bool forHeader = header.Metadata.TryGetValue(HeaderKey, out string? stored);
        if (!forTensors && !forHeader) return false;
        if (forTensors != forHeader)
            throw damage.In($"the metadata has '{(forTensors ? TensorKey : HeaderKey)}' without '{(forTensors ? HeaderKey : TensorKey)}'; a file carries both digests or none");
        if (header.DigestAt < 0)
            throw damage.In($"'{HeaderKey}' must be {Digits} hexadecimal digits but is {Printable.Quoted(stored!)}");
        string computed = OfHead(head, header.DigestAt);
        if (stored != computed) throw damage.Changed("header", HeaderKey, stored!, computed);
        return true;
    }
}

using System.IO.Compression;

namespace Backprop.Tests.Hostile;

/// <summary>Damage of gzip (RFC 1952): flags and fields of the header, checksum and length at the end, members in a row, content that expands.</summary>
internal static class GzipEdits
{
    private const int HeaderBytes = 10, TrailerBytes = 8, LargestBomb = 1 << 22;

    public static byte[] Compress(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }

    /// <summary>How many bytes the content of a file has: what can be decompressed of it where it is gzip data.</summary>
    public static long ContentLength(byte[] file)
    {
        if (file is not [0x1F, 0x8B, ..]) return file.Length;
        long length = 0;
        var block = new byte[1 << 16];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(file), CompressionMode.Decompress);
            for (int count; (count = gzip.Read(block)) > 0;) length += count;
        }
        catch (InvalidDataException)
        {
            // So far it can be read.
        }
        return Math.Max(length, file.Length);
    }

    /// <summary>The compressed bytes with one edit.</summary>
    public static byte[] Edit(byte[] gzip, Chance chance)
    {
        if (gzip.Length < HeaderBytes + TrailerBytes) return ByteEdits.Edit(gzip, chance);
        byte[] changed = [.. gzip];
        switch (chance.Below(8))
        {
            case 0: changed[3] = (byte)(1 << chance.Below(8)); return changed;
            case 1: changed[chance.Below(HeaderBytes)] = (byte)chance.Bits(); return changed;
            case 2: ByteEdits.WriteNumber(changed, changed.Length - TrailerBytes + (4 * chance.Below(2)), chance); return changed;
            case 3: return changed[..^(1 + chance.Below(TrailerBytes + 4))];
            case 4: return [.. changed, .. Compress([.. Enumerable.Range(0, chance.Below(40)).Select(_ => (byte)chance.Bits())])];
            case 5: return [.. changed, .. changed];
            case 6 when chance.OneIn(20): return [.. changed, .. Compress(new byte[chance.Below(LargestBomb)])];
            default: return ByteEdits.Edit(changed, chance);
        }
    }
}

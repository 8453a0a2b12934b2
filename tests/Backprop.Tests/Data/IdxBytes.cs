using System.Buffers.Binary;
using System.IO.Compression;

namespace Backprop.Tests.Data;

/// <summary>IDX files built byte by byte as the format's description says, without the reader's code.</summary>
internal static class IdxBytes
{
    /// <summary>Three images of 4 × 4 pixels: 0, 5, 10, … 235.</summary>
    public static byte[] Images { get; } = Of(0x08, [3, 4, 4], [.. Enumerable.Range(0, 48).Select(i => (byte)(5 * i))]);

    /// <summary>Their labels: 2, 0, 1.</summary>
    public static byte[] Labels { get; } = Of(0x08, [3], [2, 0, 1]);

    /// <summary>00 00 type rank, the dimensions, the data.</summary>
    public static byte[] Of(byte type, uint[] dimensions, byte[] data) =>
        [0, 0, type, (byte)dimensions.Length, .. dimensions.SelectMany(BigEndian), .. data];

    public static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>One member of gzip (RFC 1952).</summary>
    public static byte[] Gzipped(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }
}

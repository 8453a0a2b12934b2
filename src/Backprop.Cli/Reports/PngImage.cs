using System.Buffers.Binary;
using System.IO.Compression;

namespace Backprop.Cli.Reports;

/// <summary>A picture of gray or of red, green and blue bytes, as PNG (ISO/IEC 15948): signature, IHDR, one IDAT, IEND.</summary>
/// <param name="width">Pixels of a row.</param>
/// <param name="height">Rows.</param>
/// <param name="channels">1 for gray, 3 for colors.</param>
internal sealed class PngImage(int width, int height, int channels)
{
    private const byte Depth = 8, Gray = 0, Colors = 2;

    private static readonly uint[] Remainders = [.. Enumerable.Range(0, 256).Select(RemainderOf)];

    /// <summary>Bytes, <c>[height, width, channels]</c>.</summary>
    public byte[] Bytes { get; } = new byte[height * width * channels];

    public void Write(Stream stream)
    {
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (Depth, channels == 1 ? Gray : Colors);
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, Compressed());
        WriteChunk(stream, "IEND"u8, []);
    }

    /// <summary>Each row behind a byte that says that it is not filtered.</summary>
    private byte[] Compressed()
    {
        using var memory = new MemoryStream();
        using (var zlib = new ZLibStream(memory, CompressionLevel.Optimal))
        {
            int stride = width * channels;
            for (int row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(Bytes, row * stride, stride);
            }
        }
        return memory.ToArray();
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(name);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Remainder(Remainder(uint.MaxValue, name), data));
        stream.Write(number);
    }

    /// <summary>CRC-32, whose polynomial is 0xEDB88320 with the lowest bit first.</summary>
    private static uint Remainder(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes) crc = Remainders[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint RemainderOf(int value)
    {
        uint crc = (uint)value;
        for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        return crc;
    }
}

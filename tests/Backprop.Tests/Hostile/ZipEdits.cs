using System.Buffers.Binary;
using System.IO.Compression;

namespace Backprop.Tests.Hostile;

/// <summary>Archives, and damage of their records: methods, checksums, sizes, offsets, counts, names.</summary>
internal static class ZipEdits
{
    // Fixed parts of a local header, an entry of the directory, the end of the directory (APPNOTE.TXT 4.3).
    private static readonly (uint Signature, int Bytes)[] Records = [(0x04034B50, 30), (0x02014B50, 46), (0x06054B50, 22)];

    public static byte[] Archive(IEnumerable<(string Name, byte[] Content)> entries, CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                var entry = archive.CreateEntry(name, level);
                entry.LastWriteTime = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var written = entry.Open();
                written.Write(content);
            }
        return stream.ToArray();
    }

    /// <summary>A field of a record, or a name, gets other bytes.</summary>
    public static byte[] Edit(byte[] archive, Chance chance)
    {
        var places = new List<(int Place, int Bytes)>();
        for (int i = 0; i + 4 <= archive.Length; i++)
            foreach (var (signature, bytes) in Records)
                if (BinaryPrimitives.ReadUInt32LittleEndian(archive.AsSpan(i)) == signature && i + bytes <= archive.Length) places.Add((i, bytes));
        if (places.Count == 0 || chance.OneIn(4)) return ByteEdits.Edit(archive, chance);
        var (place, length) = chance.Of(places);
        byte[] changed = [.. archive];
        int at = place + 4 + chance.Below(length - 4);
        if (chance.OneIn(2)) ByteEdits.WriteNumber(changed, at, chance);
        else if (chance.OneIn(4) && place + length < changed.Length) changed[Math.Min(changed.Length - 1, place + length + chance.Below(12))] = (byte)chance.Bits();
        else changed[at] = (byte)(chance.OneIn(2) ? chance.Below(16) : (int)(chance.Bits() & 0xFF));
        return changed;
    }
}

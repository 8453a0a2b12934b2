using System.IO.Compression;
using Backprop.Data;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>
/// Reads the arrays of an NPZ archive, a ZIP of NPY files, entry by entry; nothing is extracted, and names are no paths. Checksums must fit.
/// Together the arrays have no more bytes than gzip data of that length may have: 64 MiB and 100 times the archive's.
/// </summary>
internal static class NpzArchive
{
    private const string Suffix = ".npy";

    public static ReadOnlySpan<byte> Magic => "PK\u0003\u0004"u8;

    /// <param name="path">What messages call it.</param>
    /// <param name="stream">The archive; it is disposed.</param>
    /// <exception cref="InvalidInputException">It is damaged, expands too much, or holds something else than arrays of numbers.</exception>
    public static IReadOnlyList<NpyArray> Read(string path, Stream stream)
    {
        string where = Printable.Path(path);
        try
        {
            using (stream)
            using (var copy = Copy(where, stream))
            using (var archive = new ZipArchive(copy))
                return Read(where, archive, GunzipStream.FreeBytes + (GunzipStream.LargestRatio * copy.Length));
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException)
        {
            throw new InvalidInputException($"{where} is damaged: {error.Message.TrimEnd('.')}; get the file again.", error);
        }
    }

    private static List<NpyArray> Read(string where, ZipArchive archive, long mostBytes)
    {
        var arrays = new List<NpyArray>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        long bytes = 0;
        foreach (var entry in archive.Entries)
        {
            string name = Printable.Quoted(entry.FullName);
            if (!entry.FullName.EndsWith(Suffix, StringComparison.Ordinal)) throw new InvalidInputException($"{where}: {name} is no array; an NPZ file of arrays alone is needed.");
            if (!names.Add(entry.FullName)) throw new InvalidInputException($"{where}: there are two arrays {name}; save each once.");
            if ((bytes += entry.Length) > mostBytes)
                throw new InvalidInputException($"{where}: the arrays up to {name} have {bytes} bytes, more than {GunzipStream.LargestRatio} times the archive's length and {GunzipStream.FreeBytes >> 20} MiB; save them without compression if that is right.");
            using var content = new ChecksumStream($"{where}, array {name}", entry.Open(), entry.Crc32);
            arrays.Add(NpyArray.Read($"{where}, array {Printable.Quoted(entry.FullName[..^Suffix.Length])}", entry.FullName[..^Suffix.Length], content, entry.Length));
        }
        return arrays.Count > 0 ? arrays : throw new InvalidInputException($"{where} holds no array; save at least one.");
    }

    // The directory of an archive stands at its end.
    private static MemoryStream Copy(string where, Stream stream)
    {
        var copy = new MemoryStream();
        var block = new byte[1 << 16];
        for (int count; (count = stream.Read(block)) > 0;)
        {
            if (copy.Length + count > Array.MaxLength) throw new InvalidInputException($"{where} is too large for an archive; save fewer rows, or NPY.");
            copy.Write(block, 0, count);
        }
        copy.Position = 0;
        return copy;
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Backprop.Files;

/// <summary>
/// Reads and writes safetensors files. Reading runs no code, opens no other path, allocates nothing that the file's own size
/// does not justify, and refuses every file that breaks the format or, where it carries digests, has any byte changed.
/// Layout and digests: docs/file-format.md.
/// </summary>
public static class SafeTensors
{
    /// <summary>Reads the file at a path.</summary>
    /// <exception cref="InvalidInputException">The file is missing, unreadable, damaged, or no safetensors file.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    public static SafeTensorsFile Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            FileErrors.ThrowIfNoFileName(path);
            // Delete: a saver may rename a new file over this one while it is read.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (!stream.CanSeek)
                throw new InvalidInputException($"{Printable.Path(path)}: is a pipe or a device, but the length must be known. Save it to a file first.");
            return Read(stream, path);
        }
        catch (Exception e) when (FileErrors.Reading(path, e) is { } clear)
        {
            throw clear;
        }
    }

    /// <summary>Reads a file from the stream's position to its end.</summary>
    /// <param name="stream">A stream that can seek.</param>
    /// <param name="nameForMessages">What error messages call it.</param>
    /// <exception cref="InvalidInputException">The content is damaged or no safetensors file.</exception>
    public static SafeTensorsFile Read(Stream stream, string nameForMessages)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var damage = new Damage(nameForMessages);
        long length = stream.Length - stream.Position;
        try
        {
            Span<byte> prefix = stackalloc byte[(int)Math.Min(length, SafeTensorsHeader.PrefixLength)];
            stream.ReadExactly(prefix);
            byte[] head = new byte[HeadLength(prefix, length, damage)];
            prefix.CopyTo(head);
            stream.ReadExactly(head.AsSpan(prefix.Length));
            return Load(head, length, damage, nameForMessages, tensor =>
            {
                byte[] bytes = GC.AllocateUninitializedArray<byte>((int)(tensor.End - tensor.Begin));
                stream.ReadExactly(bytes);
                return bytes;
            });
        }
        catch (EndOfStreamException)
        {
            throw damage.In($"the file became shorter than its {length} bytes while it was read");
        }
    }

    /// <summary>Reads a file that is in memory already; its tensors are views of that memory.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="nameForMessages">What error messages call it.</param>
    /// <exception cref="InvalidInputException">The content is damaged or no safetensors file.</exception>
    public static SafeTensorsFile Parse(ReadOnlyMemory<byte> content, string nameForMessages)
    {
        var damage = new Damage(nameForMessages);
        int head = HeadLength(content.Span[..Math.Min(content.Length, SafeTensorsHeader.PrefixLength)], content.Length, damage);
        return Load(content.Span[..head], content.Length, damage, nameForMessages,
            tensor => content.Slice(head + (int)tensor.Begin, (int)(tensor.End - tensor.Begin)));
    }

    /// <summary>Writes a file so that the path holds either the old content or all of the new (<see cref="AtomicFile"/>).</summary>
    /// <exception cref="InvalidInputException">The path cannot be written, or the disk is full; the old file is as it was.</exception>
    public static void Write(string path, SafeTensorsFile file, bool digests = true) =>
        AtomicFile.Write(path, stream => Write(stream, file, digests));

    /// <summary>
    /// Writes a file, the same bytes for the same document on every machine: keys sorted, header padded to a multiple of 8.
    /// The tensors go to the stream one by one; none is copied.
    /// </summary>
    /// <param name="stream">Where to write; it stays open.</param>
    /// <param name="file">The document.</param>
    /// <param name="digests">Whether metadata gets <c>sha256</c> and <c>headerSha256</c> (default), or neither.</param>
    /// <exception cref="ArgumentException">The header would exceed 100,000,000 bytes or 200,000 keys, or a text is not Unicode.</exception>
    public static void Write(Stream stream, SafeTensorsFile file, bool digests = true)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(file);
        stream.Write(SafeTensorsHeaderWriter.Head(file, digests));
        foreach (SafeTensor tensor in file.Tensors.Values) stream.Write(tensor.Bytes);
    }

    /// <summary>Length of all that precedes the tensors, checked against the file before anything is allocated.</summary>
    private static int HeadLength(ReadOnlySpan<byte> prefix, long fileLength, Damage damage)
    {
        if (prefix.IsEmpty) throw damage.In("the file is empty");
        if (prefix.Length < SafeTensorsHeader.PrefixLength)
            throw damage.In($"the file has {prefix.Length} bytes but begins with a header length of {SafeTensorsHeader.PrefixLength}");
        ulong header = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (header > SafeTensorsHeader.MaxLength)
            throw damage.At(0, $"the header claims {header} bytes but at most {SafeTensorsHeader.MaxLength} are allowed");
        int head = SafeTensorsHeader.PrefixLength + (int)header;
        return head <= fileLength
            ? head
            : throw damage.At(0, $"the header claims {header} bytes but only {fileLength - SafeTensorsHeader.PrefixLength} follow");
    }

    private static SafeTensorsFile Load(
        ReadOnlySpan<byte> head, long fileLength, Damage damage, string source, Func<TensorEntry, ReadOnlyMemory<byte>> read)
    {
        SafeTensorsHeader header = SafeTensorsHeaderParser.Parse(head, damage);
        header.CheckLayout(fileLength - head.Length, damage);
        bool digests = Digests.CheckHead(header, head, damage);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var tensors = new List<SafeTensor>(header.Tensors.Count);
        foreach (TensorEntry entry in header.Tensors)
        {
            ReadOnlyMemory<byte> bytes = read(entry);
            if (digests) sha256.AppendData(bytes.Span);
            tensors.Add(new SafeTensor(entry.Name, entry.Type, entry.Shape, () => bytes.Span, source));
        }
        if (digests && Convert.ToHexStringLower(sha256.GetHashAndReset()) is var computed && header.Metadata[Digests.TensorKey] != computed)
            throw damage.Changed("tensor data", Digests.TensorKey, header.Metadata[Digests.TensorKey], computed);
        return new SafeTensorsFile(tensors, header.Metadata, digests ? Integrity.Verified : Integrity.Unverified, source);
    }
}

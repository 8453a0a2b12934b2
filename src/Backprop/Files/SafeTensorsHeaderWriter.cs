using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Backprop.Files;

/// <summary>
/// The canonical header: the keys of every object in ordinal order, no white space, padded with spaces to a multiple of 8,
/// text as UTF-8 with only what JSON demands escaped. The same document gives the same bytes on every machine and version,
/// which the runtime's own JSON writer does not promise (its escapes follow its Unicode tables).
/// </summary>
internal sealed class SafeTensorsHeaderWriter
{
    private const int Alignment = 8;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ArrayBufferWriter<byte> _bytes = new();
    private int _digestAt = -1;

    private SafeTensorsHeaderWriter() { }

    /// <summary>Everything before the tensors: length, JSON, padding, the digests filled in where wanted.</summary>
    public static byte[] Head(SafeTensorsFile file, bool digests)
    {
        var writer = new SafeTensorsHeaderWriter();
        writer._bytes.Write(stackalloc byte[SafeTensorsHeader.PrefixLength]);
        writer.Header(file, digests);
        writer.Raw(new string(' ', -writer._bytes.WrittenCount & (Alignment - 1)));
        int length = writer._bytes.WrittenCount - SafeTensorsHeader.PrefixLength;
        int keys = file.Tensors.Count + file.Metadata.Count;
        if (length > SafeTensorsHeader.MaxLength || keys > SafeTensorsHeader.MaxKeys - Digests.Keys)
            throw new ArgumentException($"A header of {length} bytes and {keys} keys could not be read: the limits are {SafeTensorsHeader.MaxLength} and {SafeTensorsHeader.MaxKeys}. Store less.", nameof(file));
        byte[] head = writer._bytes.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)length);
        if (digests) Encoding.ASCII.GetBytes(Digests.OfHead(head, writer._digestAt), head.AsSpan(writer._digestAt));
        return head;
    }

    private void Header(SafeTensorsFile file, bool digests)
    {
        SortedDictionary<string, string> metadata = Metadata(file, digests);
        bool pending = metadata.Count > 0;
        string separator = "{";
        long begin = 0;
        foreach (SafeTensor tensor in file.Tensors.Values)
        {
            if (pending && string.CompareOrdinal(SafeTensorsHeader.MetadataKey, tensor.Name) < 0)
            {
                Metadata(metadata, separator);
                (pending, separator) = (false, ",");
            }
            Entry(tensor, begin, separator);
            begin = checked(begin + tensor.Bytes.Length);
            separator = ",";
        }
        if (pending) Metadata(metadata, separator);
        Raw(pending || separator == "," ? "}" : "{}");
    }

    /// <summary>The document's metadata with the digests of this file in the place of any it came with.</summary>
    private static SortedDictionary<string, string> Metadata(SafeTensorsFile file, bool digests)
    {
        var metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in file.Metadata)
            if (!Digests.IsKey(key)) metadata.Add(key, value);
        if (!digests) return metadata;
        metadata[Digests.TensorKey] = file.ComputeTensorSha256();
        metadata[Digests.HeaderKey] = Encoding.ASCII.GetString(Digests.Placeholder);
        return metadata;
    }

    private void Metadata(SortedDictionary<string, string> metadata, string separator)
    {
        Raw($"{separator}\"{SafeTensorsHeader.MetadataKey}\":");
        string inner = "{";
        foreach (var (key, value) in metadata)
        {
            Raw($"{inner}{Json(key)}:");
            if (key == Digests.HeaderKey) _digestAt = _bytes.WrittenCount + 1;
            Raw(Json(value));
            inner = ",";
        }
        Raw("}");
    }

    private void Entry(SafeTensor tensor, long begin, string separator)
    {
        long end = checked(begin + tensor.Bytes.Length);
        Raw(string.Create(CultureInfo.InvariantCulture,
            $"{separator}{Json(tensor.Name)}:{{\"data_offsets\":[{begin},{end}],\"dtype\":\"{tensor.Type}\",\"shape\":[{string.Join(',', tensor.Shape)}]}}"));
    }

    private void Raw(string text)
    {
        try
        {
            StrictUtf8.GetBytes(text, _bytes);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException("A name or a metadata text has half of a surrogate pair, which UTF-8 cannot hold.", e);
        }
    }

    /// <summary>A JSON string (RFC 8259, section 7) with the shortest escapes, the hexadecimal ones in lower case.</summary>
    private static string Json(string text)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' or '\\' => json.Append('\\').Append(c),
                '\b' => json.Append("\\b"),
                '\t' => json.Append("\\t"),
                '\n' => json.Append("\\n"),
                '\f' => json.Append("\\f"),
                '\r' => json.Append("\\r"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }
        return json.Append('"').ToString();
    }
}

using System.Text;
using System.Text.Json;

namespace Backprop.Files;

/// <summary>
/// What a file seems to be, by its first bytes, for a message to somebody who gave the wrong one. A reader that knows its own
/// format asks when the file is not of it; that of tables, which would take nearly any bytes for cells, asks first.
/// </summary>
internal static class FileKind
{
    /// <summary>So many bytes tell all kinds apart.</summary>
    public const int HeadLength = 64;

    /// <summary>A model, by its first bytes.</summary>
    public const string Model = "a model";

    /// <summary>A checkpoint.</summary>
    public const string Checkpoint = "a checkpoint";

    /// <summary>Tensors of another program.</summary>
    public const string Tensors = "a safetensors file";

    /// <summary>Text that is no JSON.</summary>
    public const string Text = "text, such as a table";

    /// <summary>Text that is JSON.</summary>
    public const string Json = "JSON";

    private static readonly (string Kind, byte[] Magic)[] Magics =
    [
        ("a PNG image", [0x89, .. "PNG"u8]),
        ("a JPEG image", [0xFF, 0xD8, 0xFF]),
        ("a GIF image", [.. "GIF87a"u8]),
        ("a GIF image", [.. "GIF89a"u8]),
        ("a TIFF image", [.. "II*\0"u8]),
        ("a TIFF image", [.. "MM\0*"u8]),
        ("a PDF document", [.. "%PDF-"u8]),
        ("a ZIP archive, such as NPZ or a workbook of a spreadsheet", [.. "PK\x3\x4"u8]),
        ("a workbook of an old spreadsheet", [0xD0, 0xCF, 0x11, 0xE0]),
        ("gzipped data", [0x1F, 0x8B]),
        ("an NPY array", [0x93, .. "NUMPY"u8]),
        ("a Parquet file", [.. "PAR1\u0015"u8]),
        ("an HDF5 file", [0x89, .. "HDF"u8]),
        ("an SQLite database", [.. "SQLite format 3\0"u8]),
    ];

    /// <summary>The kind as a message says it; null where the bytes say nothing.</summary>
    /// <param name="head">The first <see cref="HeadLength"/> bytes, or all where there are fewer.</param>
    public static string? Of(ReadOnlySpan<byte> head)
    {
        foreach (var (kind, magic) in Magics)
            if (head.StartsWith(magic)) return kind;
        if (head.StartsWith("RIFF"u8) && head[4..].IndexOf("WEBP"u8) == 4) return "a WebP image";
        // Bitmaps have four reserved bytes, which no text has.
        if (head.StartsWith("BM"u8) && head.Length >= 10 && head[6..10].SequenceEqual((ReadOnlySpan<byte>)[0, 0, 0, 0])) return "a bitmap image";
        return SafeTensors(head) ?? Idx(head) ?? TextKind(head);
    }

    /// <summary>The kind of a file; null where it cannot be read once more, or its bytes say nothing.</summary>
    public static string? Of(string path)
    {
        try
        {
            // A pipe has no length, and opening it once more would wait for somebody to write.
            if (new FileInfo(path).Length == 0) return null;
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            if (!stream.CanSeek) return null;
            byte[] head = new byte[HeadLength];
            return Of(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The length of a header, then the header, which writers begin with the metadata.</summary>
    private static string? SafeTensors(ReadOnlySpan<byte> head)
    {
        if (head.Length < SafeTensorsHeader.PrefixLength + 2 || head[8] != '{' || head[4] != 0 || head[5] != 0 || head[6] != 0 || head[7] != 0) return null;
        if (head.IndexOf("\"format\":\"backprop-checkpoint/"u8) > 0) return Checkpoint;
        return head.IndexOf("\"format\":\"backprop/"u8) > 0 ? Model : Tensors;
    }

    /// <summary>Two zero bytes, the type of the numbers, how many dimensions there are.</summary>
    private static string? Idx(ReadOnlySpan<byte> head) =>
        head is [0, 0, 0x08 or 0x09 or (>= 0x0B and <= 0x0E), >= 1 and <= 4, ..] ? "an IDX file" : null;

    private static string? TextKind(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) head = head[3..];
        var trimmed = head.TrimStart(" \t\r\n"u8);
        if (trimmed.IsEmpty) return null;
        // The head may end within a character of several bytes.
        string text = Encoding.UTF8.GetString(trimmed).TrimEnd('\uFFFD');
        if (text.Length == 0 || text.Any(letter => letter == '\uFFFD' || (char.IsControl(letter) && letter is not ('\t' or '\r' or '\n')))) return null;
        return IsJson(trimmed) ? Json : Text;
    }

    /// <summary>
    /// Whether a text is an object, or an array of objects or arrays, as far as it goes, with nothing behind it but others in lines of their own. Behind
    /// the first cell of a table, which may look like one, comes a delimiter.
    /// </summary>
    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        var rest = text[1..].TrimStart(" \t\r\n"u8);
        if (!(text[0] == '{' && rest is [(byte)'"' or (byte)'}' or (byte)'/', ..]) && !(text[0] == '[' && rest is [(byte)'{' or (byte)'[', ..])) return false;
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip }));
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth > 0 || reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray)) continue;
                var behind = text[(int)reader.BytesConsumed..];
                var next = behind.TrimStart(" \t\r\n"u8);
                return next.IsEmpty || (next[0] is (byte)'{' or (byte)'[' && behind[..^next.Length].Contains((byte)'\n'));
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

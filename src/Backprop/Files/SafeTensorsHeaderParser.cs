using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Backprop.Files;

/// <summary>
/// Parses the JSON of a safetensors header token by token, so that every error has its offset in the file.
/// Allocates in proportion to the header. Stricter than the format where no writer goes:
/// an entry has exactly its three keys, integers are plain digits, dimensions and keys are bounded in number.
/// </summary>
internal ref struct SafeTensorsHeaderParser
{
    private const int Depth = 3, LongestShown = 100;
    private readonly Damage _damage;
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<TensorEntry> _tensors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private Utf8JsonReader _json;
    private int _digestAt = -1, _keys;

    private SafeTensorsHeaderParser(ReadOnlySpan<byte> json, Damage damage)
    {
        _json = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Depth });
        _damage = damage;
    }

    private readonly long Offset => SafeTensorsHeader.PrefixLength + _json.TokenStartIndex;

    /// <summary>Parses the first bytes of a file, the length included.</summary>
    public static SafeTensorsHeader Parse(ReadOnlySpan<byte> head, Damage damage)
    {
        ReadOnlySpan<byte> json = head[SafeTensorsHeader.PrefixLength..];
        if (json.IsEmpty) throw damage.At(0, "the header is empty; it must hold at least {}");
        if (json[0] != '{') throw damage.At(SafeTensorsHeader.PrefixLength, $"the header must begin with '{{' (0x7B) but begins with 0x{json[0]:X2}");
        if (!Utf8.IsValid(json)) throw damage.At(SafeTensorsHeader.PrefixLength + FirstInvalid(json), "the header is not valid UTF-8");
        var parser = new SafeTensorsHeaderParser(json, damage);
        parser.Header();
        return new SafeTensorsHeader(parser._metadata, parser._tensors, parser._digestAt);
    }

    private void Header()
    {
        Next();
        while (Next() == JsonTokenType.PropertyName)
        {
            long offset = Offset;
            string name = Key();
            if (!_names.Add(name)) throw Fail($"the key {Printable.Quoted(name)} stands twice");
            if (name == SafeTensorsHeader.MetadataKey) Metadata();
            else _tensors.Add(Entry(name, offset));
        }
        // Anything but white space behind the object is an error of this read.
        if (ReadToken()) throw Fail("something follows the JSON object");
    }

    private void Metadata()
    {
        Expect(JsonTokenType.StartObject, "__metadata__");
        while (Next() == JsonTokenType.PropertyName)
        {
            string key = Key();
            Expect(JsonTokenType.String, key);
            if (!_metadata.TryAdd(key, Text())) throw Fail($"the metadata key {Printable.Quoted(key)} stands twice");
            if (key == Digests.HeaderKey && !_json.ValueIsEscaped && _json.ValueSpan.Length == Digests.Digits)
                _digestAt = (int)Offset + 1;
        }
    }

    private TensorEntry Entry(string name, long offset)
    {
        ElementType? type = null;
        long[]? shape = null;
        Span<long> integers = stackalloc long[SafeTensorsHeader.MaxDimensions], offsets = stackalloc long[2];
        int count = -1;
        Expect(JsonTokenType.StartObject, name);
        while (Next() == JsonTokenType.PropertyName)
        {
            if (type is null && Is("dtype"u8)) type = Type(name);
            else if (shape is null && Is("shape"u8)) shape = integers[..Integers(integers, "shape", name)].ToArray();
            else if (count < 0 && Is("data_offsets"u8)) count = Integers(offsets, "data_offsets", name);
            else throw Fail($"tensor {Printable.Quoted(name)} has the key {Printable.Quoted(Text())}, which is unknown or stands twice");
        }
        return type is not null && shape is not null && count == offsets.Length
            ? new TensorEntry(name, type, shape, offsets[0], offsets[1], offset)
            : throw Fail($"tensor {Printable.Quoted(name)} must have dtype, shape and data_offsets of two numbers");
    }

    private ElementType Type(string tensor)
    {
        Expect(JsonTokenType.String, "dtype");
        string type = Text();
        return ElementType.Named(type)
            ?? throw Fail($"tensor {Printable.Quoted(tensor)} has the dtype {Printable.Quoted(type)}, which safetensors does not define");
    }

    /// <summary>Fills the span with the numbers of an array and counts them.</summary>
    private int Integers(scoped Span<long> integers, string key, string tensor)
    {
        int count = 0;
        Expect(JsonTokenType.StartArray, key);
        while (Next() != JsonTokenType.EndArray)
        {
            if (count == integers.Length)
                throw Fail($"'{key}' of tensor {Printable.Quoted(tensor)} has more than {integers.Length} numbers");
            // Digits alone: TryGetInt64 would take -0 too.
            if (_json.TokenType != JsonTokenType.Number || _json.ValueSpan.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !_json.TryGetInt64(out integers[count++]))
                throw Fail($"'{key}' of tensor {Printable.Quoted(tensor)} must hold integers from 0 to 2^63 - 1 but holds {Shown(_json.ValueSpan)}");
        }
        return count;
    }

    private static string Shown(ReadOnlySpan<byte> utf8) => Printable.Quoted(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, LongestShown)]));

    private void Expect(JsonTokenType expected, string what)
    {
        if (Next() != expected) throw Fail($"{Printable.Quoted(what)} must be {Named(expected)} but is {Named(_json.TokenType)}");
    }

    private static string Named(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        _ => token.ToString().ToLowerInvariant(),
    };

    private JsonTokenType Next()
    {
        ReadToken();
        return _json.TokenType;
    }

    private bool ReadToken()
    {
        try
        {
            return _json.Read();
        }
        catch (JsonException)
        {
            throw _damage.At(SafeTensorsHeader.PrefixLength + _json.BytesConsumed, $"the header is not valid JSON of depth {Depth} at most");
        }
    }

    private string Key()
    {
        if (++_keys > SafeTensorsHeader.MaxKeys) throw Fail($"the header has more than {SafeTensorsHeader.MaxKeys} keys of tensors and metadata");
        return Text();
    }

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw HalfPair();
        }
    }

    private readonly bool Is(ReadOnlySpan<byte> text)
    {
        try
        {
            return _json.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            throw HalfPair();
        }
    }

    // The one defect of valid JSON in valid UTF-8 that the reader cannot turn into text: an escape like \ud800 alone.
    private readonly InvalidInputException HalfPair() => Fail("a string has half of a surrogate pair");

    private readonly InvalidInputException Fail(string finding) => _damage.At(Offset, finding);

    private static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        int index = 0;
        while (Rune.DecodeFromUtf8(utf8[index..], out _, out int length) == System.Buffers.OperationStatus.Done) index += length;
        return index;
    }
}

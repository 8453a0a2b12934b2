using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Backprop.Tests.Hostile;

/// <summary>
/// Damage of safetensors files: the JSON of the header, the JSON and numbers within its metadata, shapes, offsets and types of tensors,
/// their data. The length fits most of the time, and the digests too, so that what lies behind them is reached.
/// </summary>
internal static partial class SafeTensorsEdits
{
    private const int PrefixBytes = 8, DigestDigits = 64, Alignment = 8;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Types = ["F32", "F64", "I32", "I64", "U8", "BOOL", "F4", "BF16", "C64", "Q"];

    public static byte[] Mutate(byte[] file, Chance chance)
    {
        var (header, data) = Split(file);
        for (int edits = 1 + chance.Below(3); edits > 0; edits--)
        {
            switch (chance.Below(6))
            {
                case 0: header = JsonEdits.Edit(header, chance); break;
                case 1 when data.Length > 0: data = EditData(data, chance); break;
                case 2: header = EditTensor(header, chance); break;
                default: header = EditMetadata(header, chance); break;
            }
        }
        byte[] mutant = Join(header, data);
        if (chance.OneIn(12)) ByteEdits.WriteNumber(mutant.AsSpan(0, PrefixBytes), 0, chance);
        return chance.OneIn(4) ? mutant : Seal(mutant);
    }

    public static (string Header, byte[] Data) Split(byte[] file)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        return (Encoding.UTF8.GetString(file, PrefixBytes, length), file[(PrefixBytes + length)..]);
    }

    public static byte[] Join(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header.TrimEnd(' '));
        int length = (text.Length + Alignment - 1) / Alignment * Alignment;
        var file = new byte[PrefixBytes + length + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(file, (ulong)length);
        file.AsSpan(PrefixBytes, length).Fill((byte)' ');
        text.CopyTo(file, PrefixBytes);
        data.CopyTo(file, PrefixBytes + length);
        return file;
    }

    /// <summary>The file with its two digests computed anew, as docs/file-format.md says, where it has places for them.</summary>
    public static byte[] Seal(byte[] file)
    {
        if (file.Length < PrefixBytes || BinaryPrimitives.ReadUInt64LittleEndian(file) is var length && length > (ulong)(file.Length - PrefixBytes)) return file;
        byte[] sealedFile = [.. file];
        int end = PrefixBytes + (int)length;
        string head = Encoding.Latin1.GetString(file, 0, end);
        Write(DataDigest().Match(head), sealedFile.AsSpan(end));
        if (HeaderDigest().Match(head) is not { Success: true } place) return sealedFile;
        sealedFile.AsSpan(place.Groups[1].Index, DigestDigits).Fill((byte)'0');
        Write(place, sealedFile.AsSpan(0, end));
        return sealedFile;

        void Write(Match match, ReadOnlySpan<byte> content)
        {
            if (match.Success) Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(content))).CopyTo(sealedFile, match.Groups[1].Index);
        }
    }

    /// <summary>Numbers known for trouble, mostly in place.</summary>
    private static byte[] EditData(byte[] data, Chance chance)
    {
        if (chance.OneIn(4)) return ByteEdits.Edit(data, chance);
        byte[] changed = [.. data];
        int place = 4 * chance.Below((data.Length + 3) / 4);
        if (place + 4 <= data.Length) BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(place), chance.Of<uint>([0x7F800000, 0xFFC00000, 0x7F7FFFFF, 0xFF7FFFFF, 1, 0x80000000, 0x3F800000, 0x501502F9, (uint)chance.Bits()]));
        return changed;
    }

    /// <summary>One value of the metadata: JSON within, or a number.</summary>
    private static string EditMetadata(string header, Chance chance)
    {
        if (Parse(header) is not { } root || root["__metadata__"] is not JsonObject { Count: > 0 } metadata) return JsonEdits.Edit(header, chance);
        string[] keys = [.. metadata.Select(pair => pair.Key).Where(key => !key.EndsWith("ha256", StringComparison.Ordinal))];
        if (keys.Length == 0 || metadata[chance.Of(keys) is var key ? key : ""] is not JsonValue value || value.GetValueKind() != JsonValueKind.String) return JsonEdits.Edit(header, chance);
        string text = value.GetValue<string>();
        if (chance.OneIn(20)) metadata.Remove(key);
        else metadata[key] = text.StartsWith('{') ? JsonEdits.Edit(text, chance) : chance.OneIn(4) ? text + chance.Below(10) : JsonEdits.Value(chance).Trim('"');
        return Written(root) ?? JsonEdits.Edit(header, chance);
    }

    /// <summary>A tensor of another shape of the same size, another type, another name or place, or none.</summary>
    private static string EditTensor(string header, Chance chance)
    {
        if (Parse(header) is not { } root) return JsonEdits.Edit(header, chance);
        string[] names = [.. root.Select(pair => pair.Key).Where(name => name != "__metadata__")];
        if (names.Length == 0 || root[chance.Of(names) is var name ? name : ""] is not JsonObject tensor || tensor["shape"] is not JsonArray shape) return JsonEdits.Edit(header, chance);
        switch (chance.Below(7))
        {
            case 0: tensor["shape"] = new JsonArray([.. shape.Reverse().Select(size => size?.DeepClone())]); break;
            case 1: shape.Add(1); break;
            case 2: shape.Insert(0, 1); break;
            case 3: tensor["dtype"] = chance.Of(Types); break;
            case 4: Move(root, name, chance.Of(names)); break;
            case 5: root[$"more.{chance.Below(1000)}"] = tensor.DeepClone(); break;
            default: root.Remove(name); break;
        }
        return Written(root) ?? JsonEdits.Edit(header, chance);
    }

    /// <summary>Two tensors change their names.</summary>
    private static void Move(JsonObject root, string name, string other)
    {
        JsonNode? one = root[name]?.DeepClone(), two = root[other]?.DeepClone();
        (root[name], root[other]) = (two, one);
    }

    private static JsonObject? Parse(string header)
    {
        try
        {
            return JsonNode.Parse(header, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Written(JsonObject root)
    {
        try
        {
            return root.ToJsonString(Relaxed);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    [GeneratedRegex("\"sha256\":\"([^\"]{64})\"")]
    private static partial Regex DataDigest();

    [GeneratedRegex("\"headerSha256\":\"([^\"]{64})\"")]
    private static partial Regex HeaderDigest();
}

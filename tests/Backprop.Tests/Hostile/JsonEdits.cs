using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Backprop.Tests.Hostile;

/// <summary>
/// Damage that knows JSON: a value of another type, a number known for trouble, a property that is gone or renamed, lists that grow;
/// and of the text, what no tree can have: keys twice, deep nesting, numbers beyond every range, halves of surrogates.
/// </summary>
internal static partial class JsonEdits
{
    private const int LargestList = 300;

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-0", "-1", "1", "2", "0.5", "1.5", "-1e-45", "1e39", "1e308", "1e999", "-1e999", "2147483647", "2147483648", "-2147483648", "4294967296",
        "9223372036854775807", "18446744073709551615", "18446744073709551616", "1e5", "123456789012345678901234567890", "\"\"", "\"0\"", "\"\\ud800\"", "\"\\u0000\"",
        "\"a\\nb\"", "\"\u202e\"", "[]", "{}", "[[]]", "[null]", "[1,2]", "{\"name\":1}", "[0]", "1000000", "100000", "64", "16", "1000",
    ];

    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", ",", ":", "\"", "\\", "/*", "//", "\0", "\u00ff", " ", "\n", "-", "01", "1.", ".5", "NaN", "Infinity", "+1", "\"\\ud800\"", "\"\\q\"", "'", "\ufeff", "tru",
    ];

    /// <summary>The text with one edit; most leave it JSON, so that what reads its content is reached.</summary>
    public static string Edit(string json, Chance chance)
    {
        if (chance.Below(4) == 0 || TryParse(json) is not { } root) return EditText(json, chance);
        try
        {
            return EditTree(root, chance).ToJsonString(Relaxed);
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no text that a tree could write.
            return EditText(json, chance);
        }
    }

    /// <summary>A value that stands for trouble, as JSON.</summary>
    public static string Value(Chance chance) => chance.Of(Values);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    private static JsonNode? TryParse(string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonNode EditTree(JsonNode root, Chance chance)
    {
        var places = new List<(JsonNode Parent, string? Key, int Index)>();
        Collect(root, places);
        if (places.Count == 0) return JsonNode.Parse("[1]")!;
        var (parent, key, index) = chance.Of(places);
        var (other, otherKey, otherIndex) = chance.Of(places);
        JsonNode? value = Get(parent, key, index), elsewhere = Get(other, otherKey, otherIndex);
        switch (chance.Below(8))
        {
            case 0: Remove(parent, key, index); break;
            case 1: Set(parent, key, index, elsewhere?.DeepClone()); break;
            case 2 when key is not null: Rename((JsonObject)parent, key, otherKey ?? "name"); break;
            case 3 when parent is JsonArray list: Grow(list, value, chance); break;
            case 4: Set(parent, key, index, new JsonArray(value?.DeepClone())); break;
            case 5 when value is JsonValue && value.GetValueKind() == JsonValueKind.Number: Set(parent, key, index, Near(value, chance)); break;
            case 6 when elsewhere is JsonArray list: Grow(list, value, chance); break;
            default: Set(parent, key, index, TryParse(Value(chance))); break;
        }
        return root;
    }

    private static void Collect(JsonNode node, List<(JsonNode, string?, int)> places)
    {
        if (node is JsonObject properties)
            foreach (var (key, value) in properties)
            {
                places.Add((node, key, -1));
                if (value is not null) Collect(value, places);
            }
        if (node is not JsonArray items) return;
        for (int i = 0; i < items.Count; i++)
        {
            places.Add((node, null, i));
            if (items[i] is { } item) Collect(item, places);
        }
    }

    private static JsonNode? Get(JsonNode parent, string? key, int index) => key is null ? parent[index] : parent[key];

    private static void Set(JsonNode parent, string? key, int index, JsonNode? value)
    {
        if (key is null) parent[index] = value;
        else parent[key] = value;
    }

    private static void Remove(JsonNode parent, string? key, int index)
    {
        if (key is null) ((JsonArray)parent).RemoveAt(index);
        else ((JsonObject)parent).Remove(key);
    }

    private static void Rename(JsonObject parent, string key, string name)
    {
        var value = parent[key];
        parent.Remove(key);
        parent[name] = value?.DeepClone();
    }

    private static void Grow(JsonArray list, JsonNode? value, Chance chance)
    {
        // A list may stand within the value that it grows by.
        var item = value?.DeepClone();
        for (int more = 1 + chance.Length(LargestList); more > 0; more--) list.Add(item?.DeepClone());
    }

    private static JsonNode? Near(JsonNode number, Chance chance)
    {
        string text = number.ToJsonString();
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) && whole is > int.MinValue and < int.MaxValue
            ? JsonValue.Create(whole + chance.Below(9) - 4)
            : TryParse("-" + text.TrimStart('-'));
    }

    /// <summary>One edit of the tokens of a text, be it JSON or not.</summary>
    private static string EditText(string json, Chance chance)
    {
        MatchCollection tokens = Token().Matches(json);
        if (tokens.Count == 0) return json + chance.Of(Pieces);
        Match one = chance.Of(tokens), other = chance.Of(tokens);
        string replacement = chance.Below(9) switch
        {
            0 => "",
            1 => one.Value + one.Value,
            2 => other.Value,
            3 => Nested(chance) + one.Value,
            4 => json[Math.Min(one.Index, other.Index)..Math.Max(one.Index, other.Index)],
            5 => Value(chance) + "," + one.Value,
            6 => chance.Of(Pieces) + one.Value,
            7 when one.Value[0] == '"' => $"{one.Value}:{Value(chance)},{one.Value}",
            _ => Value(chance),
        };
        return string.Concat(json.AsSpan(0, one.Index), replacement, json.AsSpan(one.Index + one.Length));
    }

    private static string Nested(Chance chance)
    {
        int depth = 1 << chance.Below(11);
        return chance.OneIn(2) ? new string('[', depth) : string.Concat(Enumerable.Repeat("{\"a\":", depth));
    }

    [GeneratedRegex("""\"(\\.|[^"\\])*\"|-?[0-9.eE+-]+|[\[\]{}:,]|[a-z]+""")]
    private static partial Regex Token();
}

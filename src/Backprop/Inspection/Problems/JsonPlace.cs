using System.Text.Json;

namespace Backprop;

/// <summary>A place in a JSON document that knows its path, so that every complaint says where.</summary>
internal readonly struct JsonPlace(JsonElement element, string path, string file)
{
    public InvalidInputException Error(string message) => new($"{file}: {path}: {message}");

    /// <summary>The property of that name, or null where it is absent.</summary>
    public JsonPlace? Optional(string name)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Error($"expected an object {{…}}, but found {Found()}.");
        return element.TryGetProperty(name, out var value) ? new JsonPlace(value, $"{path}.{name}", file) : null;
    }

    public JsonPlace Required(string name) =>
        Optional(name) ?? throw Error($"the field \"{name}\" is missing.");

    /// <summary>Refuses a property that is not among the known ones: most likely a misspelling.</summary>
    public void AllowOnly(params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Error($"expected an object {{…}}, but found {Found()}.");
        foreach (var property in element.EnumerateObject())
            if (!names.Contains(Unescaped(() => property.Name)))
                throw Error($"unknown field \"{property.Name}\". Known: {string.Join(", ", names.ToArray())}.");
    }

    public IReadOnlyList<JsonPlace> Items()
    {
        if (element.ValueKind != JsonValueKind.Array) throw Error($"expected a list […], but found {Found()}.");
        var (place, name) = (path, file);
        return [.. element.EnumerateArray().Select((item, index) => new JsonPlace(item, $"{place}[{index}]", name))];
    }

    public double Number()
    {
        if (element.ValueKind != JsonValueKind.Number) throw Error($"expected a number, but found {Found()}.");
        return element.TryGetDouble(out double value) && double.IsFinite(value) ? value : throw Error($"{Found()} is too large for a double.");
    }

    public int Whole(int least)
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetInt32(out int value) || value < least)
            throw Error($"expected a whole number of {least} or more, but found {Found()}.");
        return value;
    }

    public bool Flag() => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error($"expected true or false, but found {Found()}."),
    };

    public string Text()
    {
        var text = element;
        return text.ValueKind == JsonValueKind.String ? Unescaped(() => text.GetString()!) : throw Error($"expected a text \"…\", but found {Found()}.");
    }

    /// <summary>A list of numbers, of the given length unless that is null.</summary>
    public double[] Numbers(int? length, string what)
    {
        var items = Items();
        if (items.Count == 0) throw Error($"an empty list; expected {what}.");
        if (length is { } expected && items.Count != expected) throw Error($"{items.Count} numbers, but expected {expected}: {what}.");
        return [.. items.Select(item => item.Number())];
    }

    /// <summary>The one defect of valid JSON that is no text: an escape like \ud800 alone.</summary>
    private string Unescaped(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            throw Error("a text has half of a surrogate pair.");
        }
    }

    private string Found()
    {
        const int Longest = 40;
        string text = element.GetRawText().ReplaceLineEndings(" ");
        return text.Length <= Longest ? text : text[..Longest] + "…";
    }
}

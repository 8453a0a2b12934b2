using System.Text.Json;

namespace Backprop.Tabular;

/// <summary>What a column holds as JSON.</summary>
internal static class ProfileJson
{
    public static void Write(Utf8JsonWriter json, ColumnProfile profile)
    {
        json.WriteStartObject();
        json.WriteString("name", profile.Name);
        json.WriteString("kind", profile.Kind.ToString());
        json.WriteBoolean("isTarget", profile.IsTarget);
        json.WritePropertyName("column");
        ColumnJson.Write(json, profile.Column);
        json.WriteNumber("missing", profile.Missing);
        if (profile.Unique is { } unique) json.WriteNumber("unique", unique);
        if (profile.Range is var (smallest, largest)) json.WriteNumbers("range", [smallest, largest]);
        json.WriteStrings("examples", profile.Examples);
        json.WriteStartArray("histogram");
        foreach (long count in profile.Histogram) json.WriteNumberValue(count);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static ColumnProfile Read(JsonElement json) => new(
        json.ReadText("name"),
        Enum.Parse<ColumnKind>(json.ReadText("kind")),
        json.GetProperty("isTarget").GetBoolean(),
        ColumnJson.Read(json.GetProperty("column")))
    {
        Missing = json.GetProperty("missing").GetInt64(),
        Unique = json.TryGetProperty("unique", out var unique) ? unique.GetInt64() : null,
        Range = json.TryGetProperty("range", out _) && json.ReadNumbers("range") is [var smallest, var largest] ? (smallest, largest) : null,
        Examples = json.ReadStrings("examples"),
        Histogram = [.. json.GetProperty("histogram").EnumerateArray().Select(count => count.GetInt64())],
    };
}

using System.Text;
using System.Text.Json;

namespace Backprop;

/// <summary>JSON objects as text: the same bytes for the same content, numbers so that they round-trip.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Action<Utf8JsonWriter> properties)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public static void WriteNumbers(this Utf8JsonWriter json, string name, IEnumerable<float> numbers)
    {
        json.WriteStartArray(name);
        foreach (float number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    public static float[] ReadNumbers(this JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(number => number.GetSingle() is var value && float.IsFinite(value) ? value : throw new FormatException($"'{name}' holds {number.GetRawText()}, which is too large for a float"))];

    /// <exception cref="FormatException">It is too large.</exception>
    public static double ReadFinite(this JsonElement number) =>
        number.GetDouble() is var value && double.IsFinite(value) ? value : throw new FormatException($"{number.GetRawText()} is too large for a double");

    /// <exception cref="FormatException">It is null. What else is wrong is said as <see cref="JsonElement"/> says it.</exception>
    public static string ReadText(this JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    public static string[] ReadStrings(this JsonElement json, string name) =>
        [.. json.GetProperty(name).EnumerateArray().Select(text => text.GetString() ?? throw new FormatException($"'{name}' holds a null"))];
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Backprop.Cli.Reports;

/// <summary>JSON objects, one a line; numbers round-trip, and one that is not finite is null.</summary>
internal static class JsonLine
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one object and ends the line.</summary>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> properties)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(stream.ToArray()));
        output.Flush();
    }

    public static void WriteFinite(this Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }

    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void WriteNumbers(this Utf8JsonWriter json, string name, IEnumerable<float> values)
    {
        json.WriteStartArray(name);
        foreach (float value in values) json.WriteNumberValue(value);
        json.WriteEndArray();
    }

    /// <summary>Loss and metrics: <c>"loss":…,"accuracy":…</c> or <c>"loss":…,"r2":…,"rmse":…,"mae":…</c>.</summary>
    public static void WriteMetrics(this Utf8JsonWriter json, Evaluation evaluation)
    {
        foreach (var (name, value) in Metric.Of(evaluation)) json.WriteFinite(name, value);
    }
}

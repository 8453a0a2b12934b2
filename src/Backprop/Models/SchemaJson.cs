using System.Text.Json;
using Backprop.Data;

namespace Backprop;

/// <summary>A schema as JSON: <c>{"task":"classification","features":[…],"targets":["species"],"classes":[…],"inputScaling":{…}}</c>.</summary>
internal static class SchemaJson
{
    private const string Classification = "classification", Regression = "regression";

    public static string Write(ModelSchema schema) => JsonText.Write(json =>
    {
        json.WriteString("task", schema.IsClassification ? Classification : Regression);
        json.WriteStrings("features", schema.Features);
        json.WriteStrings("targets", schema.Targets);
        if (schema.Classes is { } classes) json.WriteStrings("classes", classes);
        if (schema.InputScaling is { } inputs) WriteScaling(json, "inputScaling", inputs);
        if (schema.TargetScaling is { } targets) WriteScaling(json, "targetScaling", targets);
        if (schema.Columns is not { } columns) return;
        json.WriteStartArray("columns");
        foreach (var column in columns) ColumnJson.Write(json, column);
        json.WriteEndArray();
    });

    public static ModelSchema Read(JsonElement json)
    {
        string task = json.GetProperty("task").GetString() ?? "null";
        if (task is not (Classification or Regression)) throw new FormatException($"unknown task '{task}'");
        return new ModelSchema
        {
            Features = json.ReadStrings("features"),
            Targets = json.ReadStrings("targets"),
            Classes = task == Classification ? json.ReadStrings("classes") : null,
            InputScaling = ReadScaling(json, "inputScaling"),
            TargetScaling = ReadScaling(json, "targetScaling"),
            Columns = json.TryGetProperty("columns", out var columns) ? [.. columns.EnumerateArray().Select(ColumnJson.Read)] : null,
        };
    }

    private static void WriteScaling(Utf8JsonWriter json, string name, AffineScaling scaling)
    {
        json.WriteStartObject(name);
        json.WriteString("kind", scaling.Kind);
        json.WriteNumbers("offsets", scaling.Offsets);
        json.WriteNumbers("scales", scaling.Scales);
        json.WriteEndObject();
    }

    private static AffineScaling? ReadScaling(JsonElement json, string name) => json.TryGetProperty(name, out var scaling)
        ? new AffineScaling(scaling.ReadText("kind"), scaling.ReadNumbers("offsets"), scaling.ReadNumbers("scales"))
        : null;
}

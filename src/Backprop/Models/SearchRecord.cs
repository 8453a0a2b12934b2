using System.Text.Json;

namespace Backprop;

/// <summary>
/// That a model came of a search: candidates were judged on data held out for validation, and the best one was trained anew on all data.
/// Its training record then tells of that last training.
/// </summary>
/// <param name="Trials">How many candidates there were.</param>
/// <param name="BestTrial">The number of the best; 1 is what the search was around.</param>
/// <param name="Metric">What they were judged by, such as <c>loss</c>.</param>
/// <param name="Value">That of the best, on the validation data.</param>
/// <param name="FirstValue">That of candidate 1; null where it failed.</param>
/// <param name="ValidationRows">The data points that were held out for it.</param>
public sealed record SearchRecord(int Trials, int BestTrial, string Metric, double Value, double? FirstValue, int ValidationRows)
{
    /// <summary>The folds whose mean it is, where candidates were judged by cross-validation; default 1, a part that was held out.</summary>
    public int Folds { get; init; } = 1;

    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("search");
        json.WriteNumber("trials", Trials);
        json.WriteNumber("trial", BestTrial);
        json.WriteString("metric", Metric);
        json.WriteNumber("value", Value);
        if (FirstValue is { } first) json.WriteNumber("firstValue", first);
        json.WriteNumber("validationRows", ValidationRows);
        if (Folds > 1) json.WriteNumber("folds", Folds);
        json.WriteEndObject();
    }

    internal static SearchRecord Read(JsonElement json) => new(
        json.GetProperty("trials").GetInt32(), json.GetProperty("trial").GetInt32(), json.GetProperty("metric").GetString()!, json.GetProperty("value").GetDouble(),
        json.TryGetProperty("firstValue", out var first) ? first.GetDouble() : null, json.GetProperty("validationRows").GetInt32())
    {
        Folds = json.TryGetProperty("folds", out var folds) ? folds.GetInt32() : 1,
    };
}

using System.Text.Json;

namespace Backprop;

/// <summary>A trial as a study has it: its configuration for people, its curve and its end for going on.</summary>
internal static class TrialJson
{
    public static void Write(Utf8JsonWriter json, Trial trial)
    {
        var options = trial.Options;
        json.WriteStartObject();
        json.WriteNumber("trial", trial.Number);
        json.WriteNumbers("hidden", options.Hidden.Select(neurons => (float)neurons));
        json.WriteNumber("learningRate", options.Optimizer!.LearningRate);
        json.WriteNumber("weightDecay", options.Optimizer.WeightDecay);
        json.WriteNumber("dropout", options.Dropout);
        if (options.Training.BatchSize != TrainingOptions.WholeDataset) json.WriteNumber("batchSize", options.Training.BatchSize);
        if (trial.End is { } end) json.WriteString("end", StopReasonNames.Of(end));
        if (trial.Failure is { } failure) json.WriteString("failure", failure);
        json.WriteStartArray("curve");
        foreach (var evaluation in trial.Curve)
        {
            json.WriteStartArray();
            foreach (double number in Numbers(evaluation))
            {
                if (double.IsFinite(number)) json.WriteNumberValue(number);
                else json.WriteNullValue();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The trial with what the study knows of it.</summary>
    public static Trial Read(JsonElement json, Trial trial) => trial with
    {
        Curve = [.. json.GetProperty("curve").EnumerateArray().Select(ReadEvaluation)],
        End = json.TryGetProperty("end", out var end) ? StopReasonNames.Parse(end.GetString()!) : null,
        Failure = json.TryGetProperty("failure", out var failure) ? failure.GetString() : null,
    };

    private static double[] Numbers(Evaluation evaluation) => evaluation switch
    {
        ClassificationEvaluation classes => [classes.Loss, classes.Accuracy],
        RegressionEvaluation numbers => [numbers.Loss, numbers.R2, numbers.RootMeanSquaredError, numbers.MeanAbsoluteError],
        _ => throw new InvalidOperationException($"A study has no place for {evaluation.GetType().Name}."),
    };

    /// <summary>A confusion matrix is not among the numbers: as in a checkpoint, it is empty.</summary>
    private static Evaluation ReadEvaluation(JsonElement json)
    {
        double[] n = [.. json.EnumerateArray().Select(number => number.ValueKind == JsonValueKind.Null ? double.NaN : number.GetDouble())];
        return n.Length switch
        {
            2 => new ClassificationEvaluation(n[0], n[1], []),
            4 => new RegressionEvaluation(n[0], n[1], n[2], n[3]),
            _ => throw new FormatException($"an epoch with {n.Length} numbers"),
        };
    }
}

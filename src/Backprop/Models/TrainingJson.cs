using System.Text.Json;

namespace Backprop;

/// <summary>A training record as JSON.</summary>
internal static class TrainingJson
{
    public static string Write(TrainingRecord record) => JsonText.Write(json =>
    {
        json.WriteString("data", record.Data);
        json.WriteString("dataSha256", record.DataFingerprint);
        json.WriteNumber("trainingRows", record.TrainingRows);
        json.WriteNumber("validationRows", record.ValidationRows);
        json.WriteString("optimizer", record.Optimizer);
        json.WriteNumber("learningRate", record.LearningRate);
        if (record.BatchSize is { } batch) json.WriteNumber("batchSize", batch);
        json.WriteNumber("epochs", record.Epochs);
        if (record.Patience is { } patience) json.WriteNumber("patience", patience);
        json.WriteNumber("seed", record.Seed);
        json.WriteString("stopReason", StopReasonNames.Of(record.StopReason));
        json.WriteNumber("bestEpoch", record.BestEpoch);
        json.WriteStartArray("curve");
        foreach (var point in record.Curve)
        {
            json.WriteStartObject();
            json.WriteNumber("trainLoss", point.TrainLoss);
            if (point.ValidationLoss is { } loss) json.WriteNumber("validationLoss", loss);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    public static TrainingRecord Read(JsonElement json) => new()
    {
        Data = json.GetProperty("data").GetString()!,
        DataFingerprint = json.GetProperty("dataSha256").GetString()!,
        TrainingRows = json.GetProperty("trainingRows").GetInt32(),
        ValidationRows = json.GetProperty("validationRows").GetInt32(),
        Optimizer = json.GetProperty("optimizer").GetString()!,
        LearningRate = json.GetProperty("learningRate").GetSingle(),
        BatchSize = json.TryGetProperty("batchSize", out var batch) ? batch.GetInt32() : null,
        Epochs = json.GetProperty("epochs").GetInt32(),
        Patience = json.TryGetProperty("patience", out var patience) ? patience.GetInt32() : null,
        Seed = json.GetProperty("seed").GetUInt64(),
        StopReason = StopReasonNames.Parse(json.GetProperty("stopReason").GetString()!),
        BestEpoch = json.GetProperty("bestEpoch").GetInt32(),
        Curve = [.. json.GetProperty("curve").EnumerateArray().Select(point => new CurvePoint(
            point.GetProperty("trainLoss").GetDouble(),
            point.TryGetProperty("validationLoss", out var loss) ? loss.GetDouble() : null))],
    };
}

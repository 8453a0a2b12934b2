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
        json.WriteString("optimizer", record.Optimizer.Name);
        foreach (var (name, value) in record.Optimizer.NumbersByName) json.WriteNumber(name, value);
        foreach (var (name, value) in record.Optimizer.FlagsByName) json.WriteBoolean(name, value);
        if (record.BatchSize is { } batch) json.WriteNumber("batchSize", batch);
        json.WriteNumber("epochs", record.Epochs);
        if (record.Patience is { } patience) json.WriteNumber("patience", patience);
        json.WriteNumber("seed", record.Seed);
        if (record.ClassWeights is { } weights) json.WriteNumbers("classWeights", weights);
        if (record.HasRowWeights) json.WriteBoolean("rowWeights", true);
        if (record.Options.Count > 0)
        {
            json.WriteStartObject("options");
            foreach (var (name, value) in record.Options.OrderBy(option => option.Key, StringComparer.Ordinal)) json.WriteString(name, value);
            json.WriteEndObject();
        }
        if (record.ByDefault.Count > 0)
        {
            json.WriteStartArray("byDefault");
            foreach (string name in record.ByDefault) json.WriteStringValue(name);
            json.WriteEndArray();
        }
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
        if (record.Members.Count > 0) WriteMembers(json, record.Members);
        record.Search?.Write(json);
    });

    private static void WriteMembers(Utf8JsonWriter json, IReadOnlyList<MemberRecord> members)
    {
        json.WriteStartArray("members");
        foreach (var member in members)
        {
            json.WriteStartObject();
            json.WriteNumber("seed", member.Seed);
            json.WriteString("stopReason", StopReasonNames.Of(member.StopReason));
            json.WriteNumber("bestEpoch", member.BestEpoch);
            json.WriteNumber("epochs", member.Epochs);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static MemberRecord ReadMember(JsonElement json) => new(
        json.GetProperty("seed").GetUInt64(), StopReasonNames.Parse(json.ReadText("stopReason")), json.GetProperty("bestEpoch").GetInt32(), json.GetProperty("epochs").GetInt32());

    public static TrainingRecord Read(JsonElement json) => new()
    {
        Data = json.ReadText("data"),
        DataFingerprint = json.ReadText("dataSha256"),
        TrainingRows = json.GetProperty("trainingRows").GetInt32(),
        ValidationRows = json.GetProperty("validationRows").GetInt32(),
        Optimizer = ReadOptimizer(json),
        BatchSize = json.TryGetProperty("batchSize", out var batch) ? batch.GetInt32() : null,
        Epochs = json.GetProperty("epochs").GetInt32(),
        Patience = json.TryGetProperty("patience", out var patience) ? patience.GetInt32() : null,
        Seed = json.GetProperty("seed").GetUInt64(),
        ClassWeights = json.TryGetProperty("classWeights", out _) ? json.ReadNumbers("classWeights") : null,
        HasRowWeights = json.TryGetProperty("rowWeights", out var weighted) && weighted.GetBoolean(),
        Options = json.TryGetProperty("options", out var options)
            ? options.EnumerateObject().ToDictionary(option => option.Name, option => option.Value.GetString() ?? throw new FormatException($"option '{option.Name}' is null"))
            : new Dictionary<string, string>(),
        ByDefault = json.TryGetProperty("byDefault", out _) ? json.ReadStrings("byDefault") : [],
        StopReason = StopReasonNames.Parse(json.ReadText("stopReason")),
        BestEpoch = json.GetProperty("bestEpoch").GetInt32(),
        Curve = [.. json.GetProperty("curve").EnumerateArray().Select(point => new CurvePoint(
            point.GetProperty("trainLoss").ReadFinite(),
            point.TryGetProperty("validationLoss", out var loss) ? loss.ReadFinite() : null))],
        Members = json.TryGetProperty("members", out var members) ? [.. members.EnumerateArray().Select(ReadMember)] : [],
        Search = json.TryGetProperty("search", out var search) ? SearchRecord.Read(search) : null,
    };

    /// <summary>Name and options; an option that an older file does not name has its default.</summary>
    private static OptimizerSettings ReadOptimizer(JsonElement json)
    {
        var settings = OptimizerCatalog.Defaults(json.ReadText("optimizer")) with { LearningRate = json.GetProperty("learningRate").ReadFinite() };
        foreach (var option in OptimizerSettings.Numbers)
            if (json.TryGetProperty(option.Name, out var value)) settings = option.Set(settings, value.ReadFinite());
        foreach (var option in OptimizerSettings.Flags)
            if (json.TryGetProperty(option.Name, out var value)) settings = option.Set(settings, value.GetBoolean());
        return settings;
    }
}

using System.Text.Json;
using Backprop.Data;
using Backprop.Files;

namespace Backprop.Cli.Reports;

/// <summary>A model file as one JSON object.</summary>
internal static class ModelJson
{
    public static void WriteJson(this ModelOnDisk file, Utf8JsonWriter json)
    {
        var network = file.Model.Network;
        json.WriteString("event", "inspected");
        json.WriteString("model", file.Path);
        json.WriteNumber("bytes", file.Bytes);
        json.WriteString("integrity", file.Integrity == Integrity.Verified ? "verified" : "unverified");
        json.WriteString("weightsSha256", file.Model.Sha256());
        if (file.Model.Members.Count > 1) json.WriteNumber("members", file.Model.Members.Count);
        json.WriteString("layers", network.ToString());
        json.WriteStrings("stack", [.. network.Layers.Select(layer => layer.ToString())]);
        json.WriteString("loss", file.Model.Loss.Name);
        json.WriteNumber("parameters", network.ParameterCount);
        WriteParameters(json, file);
        WriteSchema(json, file.Model.Schema);
        if (file.Model.Training is { } training) WriteTraining(json, training);
        if (file.Findings is { } findings) json.WriteFindings(findings);
    }

    private static void WriteParameters(Utf8JsonWriter json, ModelOnDisk file)
    {
        json.WriteStartArray("tensors");
        foreach (var (index, layer, parameter, shape, summary) in file.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", $"layers.{index}.{parameter.QualifiedName}");
            json.WriteString("layer", layer.Kind);
            if (layer.Activation is { } activation) json.WriteString("activation", activation.ToString());
            json.WriteStartArray("shape");
            foreach (long size in shape) json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteNumber("count", parameter.Count);
            json.WriteFinite("minimum", summary.Minimum);
            json.WriteFinite("mean", summary.Mean);
            json.WriteFinite("maximum", summary.Maximum);
            json.WriteFinite("standardDeviation", summary.StandardDeviation);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteSchema(Utf8JsonWriter json, ModelSchema schema)
    {
        json.WriteString("task", schema.IsClassification ? "classification" : "regression");
        json.WriteStrings("features", schema.Features);
        json.WriteStrings("targets", schema.Targets);
        if (schema.Classes is { } classes) json.WriteStrings("classes", classes);
        WriteScaling(json, "inputScaling", schema.InputScaling);
        WriteScaling(json, "targetScaling", schema.TargetScaling);
        if (schema.Columns is null) return;
        json.WriteStartArray("columns");
        foreach (var column in schema.Columns) column.WriteJson(json);
        json.WriteEndArray();
    }

    private static void WriteScaling(Utf8JsonWriter json, string name, AffineScaling? scaling)
    {
        if (scaling is null) return;
        json.WriteStartObject(name);
        json.WriteString("kind", scaling.Kind);
        json.WriteNumbers("offsets", scaling.Offsets);
        json.WriteNumbers("scales", scaling.Scales);
        json.WriteEndObject();
    }

    private static void WriteTraining(Utf8JsonWriter json, TrainingRecord training)
    {
        json.WriteStartObject("training");
        json.WriteString("data", training.Data);
        json.WriteString("dataSha256", training.DataFingerprint);
        json.WriteNumber("trainingRows", training.TrainingRows);
        json.WriteNumber("validationRows", training.ValidationRows);
        json.WriteString("optimizer", training.Optimizer.Name);
        foreach (var (name, value) in training.Optimizer.NumbersByName) json.WriteNumber(name, value);
        foreach (var (name, value) in training.Optimizer.FlagsByName) json.WriteBoolean(name, value);
        if (training.BatchSize is { } batch) json.WriteNumber("batchSize", batch);
        json.WriteNumber("epochs", training.Epochs);
        if (training.Patience is { } patience) json.WriteNumber("patience", patience);
        json.WriteNumber("seed", training.Seed);
        if (training.ClassWeights is { } weights) json.WriteNumbers("classWeights", weights);
        if (training.HasRowWeights) json.WriteBoolean("rowWeights", true);
        if (training.Options.Count > 0)
        {
            json.WriteStartObject("options");
            foreach (var (name, value) in training.Options) json.WriteString(name, value);
            json.WriteEndObject();
        }
        if (training.ByDefault.Count > 0)
        {
            json.WriteStartArray("byDefault");
            foreach (string name in training.ByDefault) json.WriteStringValue(name);
            json.WriteEndArray();
        }
        if (training.Search is { } search) WriteSearch(json, search);
        json.WriteString("stopReason", StopReasonNames.Of(training.StopReason));
        json.WriteNumber("bestEpoch", training.BestEpoch);
        json.WriteStartArray("curve");
        foreach (var point in training.Curve)
        {
            json.WriteStartObject();
            json.WriteFinite("trainLoss", point.TrainLoss);
            if (point.ValidationLoss is { } loss) json.WriteFinite("validationLoss", loss);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSearch(Utf8JsonWriter json, SearchRecord search)
    {
        json.WriteStartObject("search");
        json.WriteNumber("trials", search.Trials);
        json.WriteNumber("trial", search.BestTrial);
        json.WriteString("metric", search.Metric);
        json.WriteFinite("value", search.Value);
        if (search.FirstValue is { } first) json.WriteFinite("firstValue", first);
        json.WriteNumber("validationRows", search.ValidationRows);
        if (search.Folds > 1) json.WriteNumber("folds", search.Folds);
        json.WriteEndObject();
    }
}

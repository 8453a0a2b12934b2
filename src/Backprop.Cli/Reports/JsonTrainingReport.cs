using System.Text.Json;

namespace Backprop.Cli.Reports;

/// <summary>The events of <c>--json</c>: started, epoch …, finished.</summary>
internal sealed class JsonTrainingReport(TextWriter output) : ITrainingReport
{
    public void Start(TrainingStart start) => JsonLine.Write(output, json =>
    {
        var (data, training) = (start.Data, start.Training);
        json.WriteString("event", "started");
        json.WriteString("data", data.Name);
        json.WriteNumber("rows", start.Rows);
        json.WriteNumber("features", data.Features);
        if (data.ClassNames is { } classes) json.WriteNumber("classes", classes.Count);
        json.WriteNumber("parameters", training.Network.ParameterCount);
        json.WriteString("layers", training.Network.ToString());
        json.WriteNumber("threads", start.Threads);
        json.WriteString("simd", Engine.VectorWidth);
        json.WriteNumber("seed", start.Options.Training.Seed);
        json.WriteString("task", data.IsClassification ? "classification" : "regression");
        json.WriteNumber("trainingRows", training.TrainingRows);
        json.WriteNumber("validationRows", training.ValidationRows);
        json.WriteNumber("testRows", start.TestRows);
        if (training.ClassWeights is { } weights) WriteObject(json, "classWeights", () =>
        {
            foreach (var (name, weight) in data.ClassNames!.Zip(weights)) json.WriteNumber(name, weight);
        });
        if (start.WeightColumn is { } column) json.WriteString("weightColumn", column);
        WriteChoice(json, start);
        if (start.Checkpoints is { } checkpoints)
        {
            json.WriteString("checkpoints", checkpoints.Store.Name);
            json.WriteBoolean("resumed", checkpoints.Start == CheckpointStart.Resume);
        }
        if (start.Loaded.Streamed is not { } streamed) return;
        json.WriteString("cache", streamed.CachePath);
        json.WriteBoolean("cacheReused", streamed.IsReused);
    });

    public void Member(int member, int members, ModelTraining training) => JsonLine.Write(output, json =>
    {
        json.WriteString("event", "member");
        json.WriteNumber("member", member);
        json.WriteNumber("members", members);
        json.WriteNumber("seed", training.Seed);
    });

    /// <summary>How it is trained, and which of it nobody asked for.</summary>
    private static void WriteChoice(Utf8JsonWriter json, TrainingStart start)
    {
        var (rule, training) = (start.Training.Optimizer, start.Options.Training);
        json.WriteString("optimizer", rule.Name);
        json.WriteNumber("learningRate", rule.LearningRate);
        json.WriteNumber("weightDecay", rule.WeightDecay);
        json.WriteString("schedule", training.Schedule.ToString());
        if (training.BatchSize != TrainingOptions.WholeDataset) json.WriteNumber("batchSize", training.BatchSize);
        json.WriteNumber("maxEpochs", training.Epochs);
        if (training.Patience is { } patience) json.WriteNumber("patience", patience);
        json.WriteStartArray("byDefault");
        foreach (string name in start.Training.OptionsByDefault) json.WriteStringValue(name);
        json.WriteEndArray();
    }

    public TrainingResult Watch(Func<IProgress<EpochReport>, TrainingResult> run) => run(new EpochListener(Epoch));

    public void Finish(TrainingOutcome outcome) => JsonLine.Write(output, json =>
    {
        var result = outcome.Result;
        json.WriteString("event", "finished");
        json.WriteString("stopReason", StopReasonNames.Of(outcome.LacksMembers ? StopReason.Cancelled : result.StopReason));
        json.WriteNumber("epochs", result.Epochs.Count);
        json.WriteNumber("bestEpoch", result.BestEpoch);
        json.WriteNumber("seconds", result.Seconds);
        if (outcome.Members > 1) json.WriteNumber("members", outcome.Members);
        if (outcome.ModelPath is { } path) json.WriteString("model", path);
        json.WriteString("weightsSha256", outcome.WeightsSha256);
        if (outcome.Validation is { } validation) WriteObject(json, "validation", () => json.WriteMetrics(validation));
        if (outcome.Test is { } test) WriteObject(json, "test", () => json.WriteAssessment(test));
        if (outcome.Folds.Count > 0) WriteFolds(json, outcome.Folds);
        if (outcome.Findings.Count > 0) json.WriteFindings(outcome.Findings);
    });

    private void Epoch(EpochReport report) => JsonLine.Write(output, json =>
    {
        json.WriteString("event", "epoch");
        json.WriteNumber("epoch", report.Epoch);
        json.WriteFinite("trainLoss", report.TrainLoss);
        if (report.Validation is { } validation)
        {
            json.WriteFinite("validationLoss", validation.Loss);
            if (validation is ClassificationEvaluation classes) json.WriteFinite("validationAccuracy", classes.Accuracy);
            if (validation is RegressionEvaluation numbers) json.WriteFinite("validationR2", numbers.R2);
        }
        json.WriteFinite("samplesPerSecond", report.SamplesPerSecond);
    });

    private static void WriteFolds(Utf8JsonWriter json, IReadOnlyList<Assessment> folds) => WriteObject(json, "crossValidation", () =>
    {
        json.WriteNumber("folds", folds.Count);
        foreach (var metric in FoldSpread.Of(folds))
            WriteObject(json, metric.Name, () =>
            {
                json.WriteFinite("mean", metric.Mean);
                json.WriteFinite("deviation", metric.Deviation);
                json.WriteStartArray("values");
                foreach (double value in metric.Values)
                {
                    if (double.IsFinite(value)) json.WriteNumberValue(value);
                    else json.WriteNullValue();
                }
                json.WriteEndArray();
            });
    });

    private static void WriteObject(Utf8JsonWriter json, string name, Action properties)
    {
        json.WriteStartObject(name);
        properties();
        json.WriteEndObject();
    }
}

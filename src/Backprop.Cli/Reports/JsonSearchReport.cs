using System.Text.Json;

namespace Backprop.Cli.Reports;

/// <summary>The events of <c>tune --json</c>: searching, trial …, tuned.</summary>
internal sealed class JsonSearchReport(TextWriter output) : ISearchReport
{
    public void Start(SearchStart start) => JsonLine.Write(output, json =>
    {
        var (data, search, training) = (start.Loaded.Data, start.Search, start.Options.Training);
        json.WriteString("event", "searching");
        json.WriteString("data", data.Name);
        json.WriteString("task", data.IsClassification ? "classification" : "regression");
        json.WriteNumber("rows", start.Loaded.Rows);
        json.WriteNumber("validationRows", start.ValidationRows);
        if (search.Folds > 1) json.WriteNumber("folds", search.Folds);
        json.WriteNumber("testRows", start.TestRows);
        json.WriteNumber("features", data.Features);
        json.WriteNumber("trials", search.Trials.Count);
        json.WriteNumber("maxEpochs", training.Epochs);
        json.WriteString("watch", WatchedMetrics.NameOf(training.Watch));
        json.WriteNumber("seed", training.Seed);
        json.WriteNumber("threads", training.Threads!.Value);
        json.WriteStartArray("rungs");
        foreach (var rung in search.Rungs)
        {
            json.WriteStartObject();
            json.WriteNumber("trials", rung.Trials);
            json.WriteNumber("epochs", rung.Epochs);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (start.Study is not { } study) return;
        json.WriteString("study", study);
        json.WriteNumber("resumedTrials", search.ResumedTrials);
    });

    public SearchResult Watch(Func<IProgress<TrialReport>, SearchResult> run) => run(new TrialListener(Trial));

    public void Finish(SearchOutcome outcome) => JsonLine.Write(output, json =>
    {
        var result = outcome.Result;
        json.WriteString("event", "tuned");
        json.WriteNumber("trials", result.Trials.Count);
        json.WriteBoolean("timeUp", result.IsTimeUp);
        json.WriteNumber("trial", result.Best.Number);
        WriteOptions(json, result.Best.Options);
        json.WriteNumber("bestEpoch", result.Best.BestEpoch);
        json.WriteStartObject("validation");
        json.WriteMetrics(result.Best.Best!);
        json.WriteEndObject();
        if (result.Trials[0] is { HasFailed: false, Best: { } first })
        {
            json.WriteStartObject("firstValidation");
            json.WriteMetrics(first);
            json.WriteEndObject();
        }
        json.WriteString("model", outcome.ModelPath);
        json.WriteString("weightsSha256", result.Model.Sha256());
        if (outcome.Test is not { } test) return;
        json.WriteStartObject("test");
        json.WriteAssessment(test);
        json.WriteEndObject();
    });

    private void Trial(TrialReport report) => JsonLine.Write(output, json =>
    {
        var trial = report.Trial;
        json.WriteString("event", "trial");
        json.WriteNumber("trial", trial.Number);
        json.WriteNumber("rung", report.Rung);
        WriteOptions(json, trial.Options);
        json.WriteNumber("epochs", trial.Epochs);
        if (trial.Best is { } best)
        {
            json.WriteNumber("bestEpoch", trial.BestEpoch);
            json.WriteStartObject("validation");
            json.WriteMetrics(best);
            json.WriteEndObject();
        }
        if (trial.End is { } end) json.WriteString("stopReason", StopReasonNames.Of(end));
        if (trial.Failure is { } failure) json.WriteString("failure", failure);
        json.WriteBoolean("best", report.IsBest);
        json.WriteBoolean("resumed", report.IsResumed);
    });

    private static void WriteOptions(Utf8JsonWriter json, ModelOptions options)
    {
        json.WriteStartArray("hidden");
        foreach (int neurons in options.Hidden) json.WriteNumberValue(neurons);
        json.WriteEndArray();
        json.WriteNumber("learningRate", options.Optimizer!.LearningRate);
        json.WriteNumber("weightDecay", options.Optimizer.WeightDecay);
        json.WriteNumber("dropout", options.Dropout);
        if (options.Training.BatchSize != TrainingOptions.WholeDataset) json.WriteNumber("batchSize", options.Training.BatchSize);
    }
}

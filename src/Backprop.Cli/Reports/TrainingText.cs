using Backprop.Cli.Terminals;

namespace Backprop.Cli.Reports;

/// <summary>What a person is told before and after a training.</summary>
internal sealed class TrainingText(CommandEnvironment environment)
{
    private readonly Facts _facts = new(environment);
    private readonly Glyphs _glyphs = new(environment.Terminal);
    private readonly EvaluationText _evaluations = new(environment);
    private TrainingStart? _start;

    public void Start(TrainingStart start)
    {
        _start = start;
        var (data, training, options) = (start.Data, start.Training, start.Options);
        string answers = data.ClassNames is { } classes ? Figures.Count(classes.Count, "class") : $"to predict: {string.Join(", ", data.TargetNames)}";
        string test = start.TestRows > 0 ? $"; {Figures.Count(start.TestRows, "row")} more for the test" : "";
        string validation = training.ValidationRows > 0 ? $" ({Figures.Count(training.ValidationRows)} of them for validation)" : "";
        _facts.Write("Data", $"{data.Name}: {Figures.Count(start.Rows, "row")}{validation}{test}; {Figures.Count(data.Features, "feature")}, {answers}");
        if (start.Loaded.Description is { } table) new TableText(environment).Write(table, start.Loaded.Prepared);
        if (WeightText.Of(start) is { } weights) _facts.Write("Weights", weights);
        if (WeightText.Hint(start) is { } hint) _facts.Write("Imbalance", hint);
        if (start.Loaded.Streamed is { } streamed)
        {
            new TableText(environment).Write(streamed);
            _facts.WriteVerbatim("Streamed", $"from {streamed.CachePath} ({Figures.Bytes(streamed.CacheBytes)}, {(streamed.IsReused ? "made before" : "made now")})");
        }
        _facts.Write("Network", $"{training.Network}, {Activations(options, training)}, {training.Loss.Name}; {Figures.Count(training.Network.ParameterCount, "parameter")}");
        _facts.Write("Training", $"{training.Optimizer.Settings}, {Batches(options)}, at most {Figures.Count(options.Training.Epochs, "epoch")}{Patience(start)}{Schedule(options)}, seed {options.Training.Seed}, {Figures.Count(start.Threads, "thread")}");
        if (DefaultsText.Of(training.OptionsByDefault, training.Network, training.ValidationRows > 0) is { } chosen) _facts.Write("", $"chosen by default: {chosen}");
        if (start.Checkpoints is { } checkpoints)
            _facts.Write("Checkpoints", $"{checkpoints.Store.Name}, every {checkpoints.Every}, the newest {checkpoints.Keep}{(checkpoints.Start == CheckpointStart.Resume ? "; going on from the newest valid one" : "")}");
        _facts.Space();
    }

    public void Fold(int fold, int folds, Assessment test) => _facts.Write("Fold", $"{fold} of {folds}: {_evaluations.Summary(test.Evaluation)}");

    public void Finish(TrainingOutcome outcome)
    {
        var result = outcome.Result;
        if (outcome.ModelPath is not { } path) return;          // Diverged: the one line of the error says it all.
        _facts.Space();
        _facts.Write("Stopped", $"{Reason(outcome)}, after {Figures.Duration(result.Seconds)}; {Kept(outcome)}");
        if (outcome.WantedMembers > 1) _facts.Write("Ensemble", $"{outcome.Members} of {outcome.WantedMembers} members{(outcome.Members < outcome.WantedMembers ? ", since training was interrupted" : "")}; their {(_start!.Data.IsClassification ? "outputs" : "predictions")} are averaged");
        if (outcome.Validation is { } validation) _facts.Write("Validation", _evaluations.Summary(validation));
        if (outcome.Folds.Count > 0) Folds(outcome.Folds);
        else if (outcome.Test is { } test) _evaluations.Write("Test", test);
        else if (outcome.Validation is null) _facts.Write("Test", "none; --test 0.2 would hold out a fifth of the data to measure the result");
        FindingText.Write(environment, outcome.Findings);
        _facts.WriteVerbatim("Saved", $"{path} ({Figures.Bytes(outcome.ModelBytes)})");
        _facts.WriteVerbatim("Predict", outcome.PredictCommand!);
    }

    private void Folds(IReadOnlyList<Assessment> folds)
    {
        _facts.Write("Tested", $"on each of {Figures.Count(folds.Count, "fold")}, trained on the others; the model itself on all rows");
        _facts.Space();
        var spread = FoldSpread.Of(folds).ToList();
        string[] means = Figures.Column(spread.Select(metric => metric.Mean)), deviations = Figures.Column(spread.Select(metric => metric.Deviation));
        string[] smallest = Figures.Column(spread.Select(metric => metric.Smallest)), largest = Figures.Column(spread.Select(metric => metric.Largest));
        List<string[]> rows =
        [
            ["", "mean", "deviation", "smallest", "largest"],
            .. spread.Select((metric, row) => new[] { metric.Name, means[row], deviations[row], smallest[row], largest[row] }),
        ];
        foreach (string line in new TextTable(leftAligned: 1).LinesWithin(environment.Terminal, rows, [3, 4])) _facts.Line(line);
        _facts.Space();
    }

    private string Activations(ModelOptions options, ModelTraining training)
    {
        string output = training.Network.Layers[^1].Activation!.ToString();
        return options.Hidden.Count == 0 ? output : $"{options.Activation} {_glyphs.Arrow} {output}";
    }

    private static string Batches(ModelOptions options) => options.Training.BatchSize == TrainingOptions.WholeDataset
        ? "the whole data set as one batch"
        : $"batches of {Figures.Count(options.Training.BatchSize)}";

    private static string Patience(TrainingStart start) => start.Training.ValidationRows > 0 && start.Options.Training.Patience is { } patience
        ? $", patience {Figures.Count(patience)}"
        : "";

    private static string Schedule(ModelOptions options) => options.Training.Schedule is { Name: not "constant" } schedule ? $", rate by {schedule}" : "";

    private string Reason(TrainingOutcome outcome) => outcome.Result switch
    {
        { StopReason: not StopReason.Cancelled } when outcome.LacksMembers => $"interrupted in member {Figures.Count(outcome.Members + 1)} of {Figures.Count(outcome.WantedMembers)}",
        var result => Reason(result),
    };

    private string Reason(TrainingResult result) => result.StopReason switch
    {
        StopReason.Completed when result.Epochs.Count == 1 => "the one epoch is done",
        StopReason.Completed => $"all {Figures.Count(result.Epochs.Count, "epoch")} are done",
        StopReason.Converged => $"after {Figures.Count(result.Epochs.Count, "epoch")} no step lowered the training loss",
        StopReason.EarlyStopped => $"the validation {Watched.Name} had not {(Watched.IsBetterHigher ? "risen" : "fallen")} for {Figures.Count(_start!.Options.Training.Patience!.Value, "epoch")}",
        StopReason.Stopped => "a callback ended it",
        _ => $"interrupted in epoch {Figures.Count(result.Epochs.Count + 1)}",
    };

    private string Kept(TrainingOutcome outcome) => outcome switch
    {
        { Result.BestEpoch: 0 } => "no batch was finished, so the weights are the initial ones",
        { Validation: null } => "the last weights are kept",
        _ => $"the weights of epoch {Figures.Count(outcome.Result.BestEpoch)} are kept, where the validation {Watched.Name} was {(Watched.IsBetterHigher ? "highest" : "lowest")}",
    };

    private (string Name, bool IsBetterHigher) Watched => _start!.Options.Training.Watch switch
    {
        WatchedMetric.Accuracy => ("accuracy", true),
        WatchedMetric.R2 => ($"R{_glyphs.Squared}", true),
        WatchedMetric.RootMeanSquaredError => ("RMSE", false),
        WatchedMetric.MeanAbsoluteError => ("MAE", false),
        _ => ("loss", false),
    };
}

namespace Backprop.Cli.Reports;

/// <summary>A trial as the cells of a row: what it is, how far it is, how good it was.</summary>
internal static class TrialCells
{
    /// <summary>The heading.</summary>
    public static string[] Heading(bool isClassification, string squared) =>
        ["trial", "hidden", "rate", "decay", "dropout", "batch", "epochs", "validation loss", isClassification ? "accuracy" : $"R{squared}", "note"];

    /// <summary>Columns that hold words.</summary>
    public static bool HoldsWords(int column) => column is 1 or 9;

    /// <summary>The row of a trial.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="isBest">Whether it is the best so far.</param>
    public static string[] Of(Trial trial, bool isBest) =>
    [
        Figures.Count(trial.Number), Hidden(trial.Options), Figures.Short(trial.Options.Optimizer!.LearningRate), Figures.Short(trial.Options.Optimizer.WeightDecay),
        Figures.Short(trial.Options.Dropout), Batch(trial.Options), Figures.Count(trial.Epochs),
        trial.Best is { } best ? Figures.Column(best.Loss) : "", trial.Best switch
        {
            ClassificationEvaluation classes => Figures.Percent(classes.Accuracy),
            RegressionEvaluation numbers => Figures.Column(numbers.R2),
            _ => "",
        },
        Note(trial, isBest),
    ];

    /// <summary>The neurons of the hidden layers.</summary>
    public static string Hidden(ModelOptions options) =>
        options.Layers is not null ? "own" : options.Hidden.Count == 0 ? "none" : string.Join(',', options.Hidden.Select(neurons => FormattableString.Invariant($"{neurons}")));

    /// <summary>Data points of an update.</summary>
    public static string Batch(ModelOptions options) =>
        options.Training.BatchSize == TrainingOptions.WholeDataset ? "all" : FormattableString.Invariant($"{options.Training.BatchSize}");

    private static string Note(Trial trial, bool isBest) =>
        trial.End == StopReason.Diverged ? "diverged"
        : trial.Failure is { } failure ? failure
        : isBest ? "best"
        : trial.End == StopReason.EarlyStopped ? "stopped early" : "";
}

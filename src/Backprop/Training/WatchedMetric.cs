namespace Backprop;

/// <summary>What early stopping and the choice of the best epoch go by, on the validation data.</summary>
public enum WatchedMetric
{
    /// <summary>The loss; lower is better.</summary>
    Loss,

    /// <summary>The share of data points whose class is right; higher is better.</summary>
    Accuracy,

    /// <summary>R²; higher is better.</summary>
    R2,

    /// <summary>The root mean squared error; lower is better.</summary>
    RootMeanSquaredError,

    /// <summary>The mean absolute error; lower is better.</summary>
    MeanAbsoluteError,
}

/// <summary>The metrics that can be watched.</summary>
public static class WatchedMetrics
{
    /// <summary>Names on the command line and in files.</summary>
    public static IReadOnlyList<(string Name, WatchedMetric Metric)> All { get; } =
    [
        ("loss", WatchedMetric.Loss), ("accuracy", WatchedMetric.Accuracy), ("r2", WatchedMetric.R2),
        ("rmse", WatchedMetric.RootMeanSquaredError), ("mae", WatchedMetric.MeanAbsoluteError),
    ];

    /// <summary>The metric, with the sign that makes lower better.</summary>
    public static double Badness(this WatchedMetric metric, Evaluation evaluation) => (metric, evaluation) switch
    {
        (WatchedMetric.Accuracy, ClassificationEvaluation classes) => -classes.Accuracy,
        (WatchedMetric.R2, RegressionEvaluation numbers) => -numbers.R2,
        (WatchedMetric.RootMeanSquaredError, RegressionEvaluation numbers) => numbers.RootMeanSquaredError,
        (WatchedMetric.MeanAbsoluteError, RegressionEvaluation numbers) => numbers.MeanAbsoluteError,
        _ => evaluation.Loss,
    };

    /// <summary>The metric as it is.</summary>
    public static double Value(this WatchedMetric metric, Evaluation evaluation) =>
        metric is WatchedMetric.Accuracy or WatchedMetric.R2 ? -metric.Badness(evaluation) : metric.Badness(evaluation);

    /// <summary>Its name, such as <c>accuracy</c>.</summary>
    public static string NameOf(WatchedMetric metric) => All.First(entry => entry.Metric == metric).Name;

    /// <exception cref="InvalidInputException">The data have no such metric.</exception>
    internal static void Check(this WatchedMetric metric, bool isClassification)
    {
        if (metric == WatchedMetric.Loss || (metric == WatchedMetric.Accuracy) == isClassification) return;
        string kind = isClassification ? "classes" : "numbers", known = isClassification ? "loss or accuracy" : "loss, r2, rmse or mae";
        throw new InvalidInputException($"There is no {NameOf(metric)} where {kind} are predicted. Watch {known}.");
    }
}

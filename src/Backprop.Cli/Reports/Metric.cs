namespace Backprop.Cli.Reports;

/// <summary>The metrics of an evaluation under the names that events and <c>--require</c> use.</summary>
internal static class Metric
{
    public const string Loss = "loss", Accuracy = "accuracy", R2 = "r2";

    private static readonly (string Name, Func<ClassScores, double> Of)[] ForClasses =
    [
        ("balancedAccuracy", scores => scores.BalancedAccuracy),
        ("macroF1", scores => scores.MacroF1),
        ("logLoss", scores => scores.LogLoss),
        ("rocAuc", scores => scores.RocAuc),
        ("averagePrecision", scores => scores.AveragePrecision),
        ("brier", scores => scores.Brier),
    ];

    private static readonly (string Name, Func<NumberScores, double> Of)[] ForNumbers =
    [
        (R2, scores => scores.R2),
        ("rmse", scores => scores.RootMeanSquaredError),
        ("mae", scores => scores.MeanAbsoluteError),
        ("medianError", scores => scores.MedianAbsoluteError),
    ];

    /// <summary>Names of the metrics of classes, and of those of numbers; the loss is one of both.</summary>
    public static IReadOnlyList<string> NamesForClasses { get; } = [Loss, Accuracy, .. ForClasses.Select(metric => metric.Name)];

    /// <inheritdoc cref="NamesForClasses"/>
    public static IReadOnlyList<string> NamesForNumbers { get; } = [Loss, .. ForNumbers.Select(metric => metric.Name)];

    public static IReadOnlyList<string> Names { get; } = [.. NamesForClasses.Union(NamesForNumbers)];

    /// <summary>The first metrics: what costs nothing while training goes on.</summary>
    public static IReadOnlyList<(string Name, double Value)> Of(Evaluation evaluation) => evaluation switch
    {
        ClassificationEvaluation classes => [(Loss, classes.Loss), (Accuracy, classes.Accuracy)],
        RegressionEvaluation numbers => [(Loss, numbers.Loss), (R2, numbers.R2), ("rmse", numbers.RootMeanSquaredError), ("mae", numbers.MeanAbsoluteError)],
        _ => [(Loss, evaluation.Loss)],
    };

    /// <summary>All metrics of a model.</summary>
    public static IReadOnlyList<(string Name, double Value)> Of(Assessment assessment) => [(Loss, assessment.Evaluation.Loss), .. assessment switch
    {
        ClassificationAssessment classes => Of(classes.Scores),
        RegressionAssessment numbers => Of(numbers.Scores),
        _ => [],
    }];

    /// <summary>All metrics of what needs no model.</summary>
    public static IReadOnlyList<(string Name, double Value)> OfBaseline(Assessment assessment) => assessment switch
    {
        ClassificationAssessment classes => Of(classes.Baseline),
        RegressionAssessment numbers => Of(numbers.Baseline),
        _ => [],
    };

    private static IReadOnlyList<(string Name, double Value)> Of(ClassScores scores) => [(Accuracy, scores.Accuracy), .. ForClasses.Select(metric => (metric.Name, metric.Of(scores)))];

    private static IReadOnlyList<(string Name, double Value)> Of(NumberScores scores) => [.. ForNumbers.Select(metric => (metric.Name, metric.Of(scores)))];
}

namespace Backprop.Cli.Reports;

/// <summary>The metrics of an evaluation under the names that events and <c>--require</c> use.</summary>
internal static class Metric
{
    public const string Loss = "loss", Accuracy = "accuracy", R2 = "r2", RootMeanSquaredError = "rmse", MeanAbsoluteError = "mae";

    public static IReadOnlyList<string> Names { get; } = [Loss, Accuracy, R2, RootMeanSquaredError, MeanAbsoluteError];

    public static IReadOnlyList<(string Name, double Value)> Of(Evaluation evaluation) => evaluation switch
    {
        ClassificationEvaluation classes => [(Loss, classes.Loss), (Accuracy, classes.Accuracy)],
        RegressionEvaluation numbers =>
        [
            (Loss, numbers.Loss),
            (R2, numbers.R2),
            (RootMeanSquaredError, numbers.RootMeanSquaredError),
            (MeanAbsoluteError, numbers.MeanAbsoluteError),
        ],
        _ => [(Loss, evaluation.Loss)],
    };
}

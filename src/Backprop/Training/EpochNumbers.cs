namespace Backprop;

/// <summary>
/// Reports of epochs as a list of numbers, so many for each. A confusion matrix is not among them: a report from a checkpoint has an empty one.
/// </summary>
internal static class EpochNumbers
{
    private const int Each = 8;

    // What stands in the place of the kind of evaluation.
    private const double None = 0, Classes = 1, Numbers = 2;

    public static double[] Of(IReadOnlyList<EpochReport> reports) => [.. reports.SelectMany(report => (double[])
    [
        report.TrainLoss, report.SamplesPerSecond, report.IsBest ? 1 : 0,
        .. report.Validation switch
        {
            ClassificationEvaluation classes => (double[])[Classes, classes.Loss, classes.Accuracy, 0, 0],
            RegressionEvaluation numbers => [Numbers, numbers.Loss, numbers.R2, numbers.RootMeanSquaredError, numbers.MeanAbsoluteError],
            _ => [None, 0, 0, 0, 0],
        },
    ])];

    /// <exception cref="InvalidInputException">They are not so many for each.</exception>
    public static IReadOnlyList<EpochReport> Reports(double[] numbers) => numbers.Length % Each != 0 ? throw new InvalidInputException(
        $"The curve of the checkpoint has {numbers.Length} numbers, not {Each} for each epoch: it was written by another version. Begin a new run in another folder.") : [.. numbers.Chunk(Each).Select((n, index) =>
        new EpochReport(index + 1, n[0], Evaluation(n.AsSpan(3)), n[1], n[2] != 0))];

    private static Evaluation? Evaluation(ReadOnlySpan<double> n) => n[0] switch
    {
        Classes => new ClassificationEvaluation(n[1], n[2], []),
        Numbers => new RegressionEvaluation(n[1], n[2], n[3], n[4]),
        _ => null,
    };
}

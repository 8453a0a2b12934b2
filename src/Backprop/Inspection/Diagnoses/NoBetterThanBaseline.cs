namespace Backprop;

/// <summary>No better than always answering the commonest class, or the mean.</summary>
internal sealed class NoBetterThanBaseline : IDiagnosisRule
{
    private const double WorthMentioning = 0.01;

    public Finding? Judge(Observations observations) => observations.Evaluation switch
    {
        ClassificationEvaluation classes => Judge(classes),
        RegressionEvaluation { R2: < WorthMentioning } numbers => new Finding("no-better-than-mean", FormattableString.Invariant(
            $"The predictions are no better than always answering the mean: R² is {numbers.R2:F3}."), Hint),
        _ => null,
    };

    private const string Hint = "Train longer (--epochs), with another --learning-rate, or check that the inputs say anything about the target.";

    private static Finding? Judge(ClassificationEvaluation evaluation)
    {
        var weights = evaluation.WeightedConfusion;
        double baseline = weights.Max(row => row.Sum()) / weights.Sum(row => row.Sum());
        if (evaluation.Accuracy > baseline + WorthMentioning * (1 - baseline)) return null;
        return new Finding("no-better-than-commonest", FormattableString.Invariant(
            $"An accuracy of {100 * evaluation.Accuracy:F1} % is no better than always answering the commonest class ({100 * baseline:F1} %)."), Hint);
    }
}

using Backprop.Data;

namespace Backprop;

/// <summary>How far predicted numbers are off, in the target's own unit; over several targets the errors are pooled.</summary>
/// <param name="R2">1 − Σ(t − y)²/Σ(t − mean t)².</param>
/// <param name="RootMeanSquaredError">√ of the mean of (t − y)².</param>
/// <param name="MeanAbsoluteError">The mean of |t − y|.</param>
/// <param name="MedianAbsoluteError">The median of |t − y|.</param>
public sealed record NumberScores(double R2, double RootMeanSquaredError, double MeanAbsoluteError, double MedianAbsoluteError);

/// <summary>Everything that is to be said of predicted numbers. Where rows have weights, means and quantiles are weighted.</summary>
public sealed record RegressionAssessment : Assessment
{
    /// <summary>The shares of <see cref="Residuals"/>.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0, 0.05, 0.25, 0.5, 0.75, 0.95, 1];

    /// <summary>The model's scores.</summary>
    public required NumberScores Scores { get; init; }

    /// <summary>What needs no model: always the mean of these targets.</summary>
    public required NumberScores Baseline { get; init; }

    /// <summary>Quantiles of target − prediction at <see cref="Shares"/>: what share of the residuals is not above each.</summary>
    public required IReadOnlyList<double> Residuals { get; init; }

    /// <summary>Targets with their predictions, row by row.</summary>
    public required IReadOnlyList<(float Target, float Predicted)> Points { get; init; }

    /// <inheritdoc/>
    public override string BaselineMeaning => "always the mean";

    /// <inheritdoc/>
    public override IReadOnlyList<ScoreLine> Lines =>
    [
        new("R²", Scores.R2, Baseline.R2, "1 is perfect, 0 no better than always the mean"),
        new("RMSE", Scores.RootMeanSquaredError, Baseline.RootMeanSquaredError, "root of the mean squared error, in the target's own unit"),
        new("MAE", Scores.MeanAbsoluteError, Baseline.MeanAbsoluteError, "mean absolute error, in the target's own unit"),
        new("median error", Scores.MedianAbsoluteError, Baseline.MedianAbsoluteError, "half of the rows are no farther off"),
        new("loss", Evaluation.Loss, double.NaN, "what training minimized, in the units that the network sees"),
    ];

    internal static RegressionAssessment Of(RegressionEvaluation evaluation, Dataset data, float[] outputs)
    {
        double[] residuals = new double[outputs.Length], distances = new double[outputs.Length];
        double weight = data.TotalWeight();
        for (int output = 0; output < data.Outputs; output++)
        {
            double mean = 0;
            for (int row = 0; row < data.Count; row++) mean += (double)data.Weight(row) * data.Targets[(row * data.Outputs) + output] / weight;
            for (int i = output; i < outputs.Length; i += data.Outputs)
                (residuals[i], distances[i]) = ((double)data.Targets[i] - outputs[i], Math.Abs(data.Targets[i] - mean));
        }
        var quantiles = new WeightedNumbers(data);
        return new RegressionAssessment
        {
            Evaluation = evaluation,
            Rows = data.Count,
            Scores = new NumberScores(evaluation.R2, evaluation.RootMeanSquaredError, evaluation.MeanAbsoluteError, quantiles.Of([.. residuals.Select(Math.Abs)], 0.5)),
            Baseline = new NumberScores(0, Math.Sqrt(quantiles.Mean([.. distances.Select(distance => distance * distance)])), quantiles.Mean(distances), quantiles.Of(distances, 0.5)),
            Residuals = [.. Shares.Select(share => quantiles.Of(residuals, share))],
            Points = [.. outputs.Select((output, i) => (data.Targets[i], output))],
        };
    }
}

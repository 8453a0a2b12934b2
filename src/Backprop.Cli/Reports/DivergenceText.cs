namespace Backprop.Cli.Reports;

/// <summary>What a person is told of a training whose numbers are no longer finite.</summary>
internal static class DivergenceText
{
    /// <param name="result">How it ended.</param>
    /// <param name="rate">Its learning rate.</param>
    public static string Of(TrainingResult result, float rate) => result.DivergedBeforeAnyUpdate
        ? $"training diverged in {result.Divergence}, before any update; nothing was saved. The data or the initial weights are too large, not the learning rate: check the scale of the data, or give --scaling standardize."
        : $"training diverged in {result.Divergence}; nothing was saved. Give a smaller --learning-rate than {Figures.Short(rate)}, such as {Figures.Tenth(rate)}.";
}

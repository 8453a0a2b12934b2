namespace Backprop;

/// <summary>The mean over folds of each epoch's evaluation.</summary>
internal static class FoldMeans
{
    /// <summary>Where there is one training, its evaluations; a training that had nothing more to learn stays as it was.</summary>
    public static IReadOnlyList<Evaluation> Of(IReadOnlyList<TrainingResult> folds)
    {
        IReadOnlyList<Evaluation>[] curves = [.. folds.Select(fold => fold.Epochs.Select(epoch => epoch.Validation!).ToArray())];
        if (curves.Length <= 1) return curves.FirstOrDefault() ?? [];
        // Where one diverged, what comes behind is of no use.
        bool failed = folds.Any(fold => fold.StopReason == StopReason.Diverged) || curves.Any(curve => curve.Count == 0);
        int epochs = failed ? curves.Min(curve => curve.Count) : curves.Max(curve => curve.Count);
        return [.. Enumerable.Range(0, epochs).Select(epoch => Mean([.. curves.Select(curve => curve[Math.Min(epoch, curve.Count - 1)])]))];
    }

    private static Evaluation Mean(IReadOnlyList<Evaluation> folds)
    {
        double loss = folds.Average(fold => fold.Loss);
        if (folds[0] is ClassificationEvaluation) return new ClassificationEvaluation(loss, folds.Average(fold => ((ClassificationEvaluation)fold).Accuracy), []);
        var numbers = folds.Cast<RegressionEvaluation>().ToArray();
        return new RegressionEvaluation(loss, numbers.Average(fold => fold.R2), numbers.Average(fold => fold.RootMeanSquaredError), numbers.Average(fold => fold.MeanAbsoluteError));
    }
}

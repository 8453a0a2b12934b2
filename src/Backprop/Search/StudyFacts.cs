namespace Backprop;

/// <summary>What decides the bits of a search: data, what is searched around, and how.</summary>
internal static class StudyFacts
{
    /// <summary>Neither threads nor the time is part of it: more time may be given, and threads change no bit.</summary>
    public static RunIdentity Of(ModelTraining first, IReadOnlyList<TrainingParts> folds, ModelOptions options, SearchOptions search, SearchSpace space)
    {
        var training = options.Training;
        var (learned, held) = (folds[0].Training, folds[0].Validation!);
        return RunFacts.Of(first.Network, first.Loss, first.Optimizer, training, learned.Count, (RunFacts.Of(learned), RunFacts.Of(held))).With(
        [
            new("folds", FormattableString.Invariant($"{folds.Count}")),
            new("epochs", FormattableString.Invariant($"{training.Epochs}")),
            new("patience", training.Patience is { } patience ? FormattableString.Invariant($"{patience}") : "none"),
            new("initializer", options.Initializer?.Name ?? "by activation"),
            new("input scaling", $"{options.InputScaling}"),
            new("class weights", options.ClassWeights.Text),
            new("trials", FormattableString.Invariant($"{search.Trials}")),
            new("rungs", string.Join(", ", search.Rungs(training.Epochs).Select(rung => FormattableString.Invariant($"{rung.Trials} trials to epoch {rung.Epochs}")))),
            .. space.Facts(),
        ]);
    }
}

namespace Backprop;

/// <summary>Trains the trials of a search, on each fold, from where they are.</summary>
internal sealed class TrialTraining(IReadOnlyList<TrainingParts> folds, TrialStates states, Action<string>? warn)
{
    private volatile RunningTrial? _running;

    /// <summary>What is being trained; null in between. May be read from any thread.</summary>
    public RunningTrial? Running => _running;

    /// <summary>Trains a trial up to an epoch.</summary>
    /// <returns>The trial with what came of it; that it cannot be trained is one of these.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; with states on the disk, what was learned is kept.</exception>
    public Trial Train(Trial trial, int epochs, CancellationToken cancellation)
    {
        var options = trial.Options with { Training = trial.Options.Training with { UntilEpoch = epochs } };
        var results = new List<TrainingResult>();
        for (int fold = 0; fold < folds.Count; fold++)
        {
            TrainingResult result;
            try
            {
                result = Train(trial.Number, NameOf(trial, fold), folds[fold], options, cancellation).Result;
            }
            catch (InvalidInputException exception) when (trial.Number > 1 && !CanTrain(folds[fold], options))
            {
                // What all trials cannot do was seen when the search was prepared.
                return trial with { Curve = FoldMeans.Of(results), Failure = exception.Message };
            }
            results.Add(result);
            if (result.Divergence is { } divergence)
                return trial with { Curve = FoldMeans.Of(results), End = StopReason.Diverged, Failure = $"diverged in {divergence}{(folds.Count > 1 ? $" of fold {fold + 1}" : "")}" };
        }
        bool goesOn = results.Any(result => result.StopReason == StopReason.Completed && result.Epochs.Count < trial.Options.Training.Epochs);
        return trial with { Curve = FoldMeans.Of(results), End = goesOn ? null : results[0].StopReason };
    }

    /// <summary>Trains with a state that is kept; one that cannot be read costs its time alone, since a training has the same bits from its beginning.</summary>
    /// <param name="number">The trial, 0 for the training on all data.</param>
    /// <param name="name">The name of its state.</param>
    /// <param name="parts">The data.</param>
    /// <param name="options">Its options.</param>
    /// <param name="cancellation">Ends it after the running batch.</param>
    public (ModelTraining Training, TrainingResult Result) Train(int number, string name, TrainingParts parts, ModelOptions options, CancellationToken cancellation)
    {
        try
        {
            return states.Use(name, Train);
        }
        catch (InvalidInputException exception) when (states.Has(name) && CanTrain(parts, options))
        {
            warn?.Invoke($"{exception.Message} It is trained from its beginning.");
            states.Forget(name);
            return states.Use(name, Train);
        }

        (ModelTraining, TrainingResult) Train(Checkpointing checkpoints)
        {
            var training = new ModelTraining(parts, options with { Training = options.Training with { Checkpoints = checkpoints } });
            _running = new RunningTrial(number, training);
            try
            {
                var result = training.Run(cancellation: cancellation);
                return result.StopReason == StopReason.Cancelled ? throw new OperationCanceledException(cancellation) : (training, result);
            }
            finally
            {
                _running = null;
            }
        }
    }

    /// <summary>Removes the state of a trial that does not go on.</summary>
    public void Forget(Trial trial)
    {
        for (int fold = 0; fold < folds.Count; fold++) states.Forget(NameOf(trial, fold));
    }

    /// <summary>Whether options and data go together: that is seen when a training is made.</summary>
    private static bool CanTrain(TrainingParts parts, ModelOptions options)
    {
        try
        {
            _ = new ModelTraining(parts, options);
            return true;
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }

    private string NameOf(Trial trial, int fold) =>
        FormattableString.Invariant($"trial-{trial.Number:D4}") + (folds.Count > 1 ? FormattableString.Invariant($"-fold-{fold + 1}") : "");
}

/// <summary>A training that runs.</summary>
/// <param name="Trial">The trial, 0 for the training on all data.</param>
/// <param name="Training">Its training.</param>
internal sealed record RunningTrial(int Trial, ModelTraining Training);

namespace Backprop;

/// <summary>What a training does with the checkpoints that its store holds when it begins.</summary>
public enum CheckpointStart
{
    /// <summary>Begins a run in an empty store; one with checkpoints is refused, so that no other run is lost.</summary>
    NewRun,

    /// <summary>Goes on from the newest valid checkpoint, at the very batch, and ends in the same bits as a run that was never interrupted.</summary>
    Resume,

    /// <summary>As <see cref="Resume"/>, or as <see cref="NewRun"/> where there is none yet: for a job that is started again and again until it is done.</summary>
    ResumeIfAny,

    /// <summary>Takes the parameters of the newest valid checkpoint, and begins a run with other data or options from there.</summary>
    NewRunFromParameters,
}

/// <summary>Where and how often a training keeps everything that it is, so that it can go on after it was interrupted or killed.</summary>
/// <param name="Store">The place.</param>
public sealed record Checkpointing(ICheckpointStore Store)
{
    /// <summary>How often; default every 30 seconds. One more is written where training ends or is asked to stop.</summary>
    public CheckpointInterval Every { get; init; }

    /// <summary>How many of the newest are kept, at least 1; default 3. An older one is removed only when a newer one is safe.</summary>
    public int Keep { get; init; } = 3;

    /// <summary>What becomes of those that are there already; default <see cref="CheckpointStart.NewRun"/>.</summary>
    public CheckpointStart Start { get; init; }

    /// <summary>
    /// Is told, in a line each, of checkpoints that were damaged and skipped or could not be written; training goes on.
    /// May be called from another thread. Default: nobody is told.
    /// </summary>
    public Action<string>? Warn { get; init; }

    /// <exception cref="InvalidInputException">An option is out of range.</exception>
    internal void Check()
    {
        if (Keep < 1) throw new InvalidInputException($"At least 1 checkpoint must be kept, not {Keep}.");
    }
}

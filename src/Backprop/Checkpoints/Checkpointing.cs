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
    /// Is told, in a line each, of checkpoints that were damaged or not readable and skipped, or could not be written; training goes on.
    /// May be called from another thread. Default: nobody is told.
    /// </summary>
    public Action<string>? Warn { get; init; }

    /// <summary>
    /// The same for one training of several that make a run, such as the folds of a cross-validation, one after the other, each in a store of its
    /// own. Where the run is gone on with, every training goes on from where it came to, a finished one at its end, and those that had not begun begin;
    /// so does, after a warning, one whose checkpoints are all damaged.
    /// </summary>
    /// <param name="name">The training's name in this run: lower-case letters, digits and hyphens.</param>
    /// <param name="isFirst">Whether it is the one that a run begins with, and that must be there where the run is gone on with.</param>
    /// <exception cref="InvalidInputException">The store has no such part, or the run would begin from parameters, of which a part may have none.</exception>
    public Checkpointing ForPart(string name, bool isFirst) => Start == CheckpointStart.NewRunFromParameters
        ? throw new InvalidInputException($"{Store.Name}: a run of several trainings cannot begin from parameters, since some of them may have none yet. Go on with the same data and options, or begin a new run in another folder.")
        : this with { IsPart = true, Store = Store.Part(name), Start = Start == CheckpointStart.Resume && !isFirst ? CheckpointStart.ResumeIfAny : Start };

    /// <summary>Whether this is one training of several: what is lost of it does not end the run.</summary>
    internal bool IsPart { get; private init; }

    /// <exception cref="InvalidInputException">An option is out of range.</exception>
    internal void Check()
    {
        if (Keep < 1) throw new InvalidInputException($"At least 1 checkpoint must be kept, not {Keep}.");
    }
}

using Backprop.Files;

namespace Backprop;

/// <summary>What a run begins from: the newest valid checkpoint, or nothing; all that is refused of what a store holds is refused here.</summary>
internal static class RunOrigin
{
    /// <summary>Finds it.</summary>
    /// <param name="options">Where, and what is wanted of what is there.</param>
    /// <param name="history">The generations of that store.</param>
    /// <param name="identity">Says what the run is; asked where there is another to compare with.</param>
    /// <returns>The checkpoint and what messages call it; null where the run begins at its beginning.</returns>
    /// <exception cref="InvalidInputException">There is no checkpoint where one is needed, or one where none may be, or it is another run's.</exception>
    public static (SafeTensorsFile Content, string Name)? Of(Checkpointing options, CheckpointHistory history, Func<RunIdentity> identity)
    {
        string store = options.Store.Name;
        if (options.Start == CheckpointStart.NewRun)
        {
            if (options.Store.Generations().Count == 0) return null;
            throw new InvalidInputException($"{store}: holds the checkpoints of a run. Resume that one, or choose another folder.");
        }
        if (history.Newest() is not var (content, run, name))
        {
            if (!history.HasUseless && options.Start is (CheckpointStart.Resume or CheckpointStart.NewRunFromParameters))
                throw new InvalidInputException($"{store}: has no checkpoint to go on from. Check the name, or begin a run that writes its checkpoints there, as where one was stopped before its first.");
            return null;
        }
        if (options.Start != CheckpointStart.NewRunFromParameters) identity().RequireSame(run, name);
        return (content, name);
    }
}

namespace Backprop;

/// <summary>How many candidates are tried, how long, and where the search keeps what it knows.</summary>
public sealed record SearchOptions
{
    // Two thirds are gone after 1/27 of the epochs: more rungs would judge by less than a training shows.
    private const int UsualRungsAbove = 3;

    /// <summary>Candidates, at least 1; default 30. The first has the options that the search is around.</summary>
    public int Trials { get; init; } = 30;

    /// <summary>Of so many candidates one goes on, at least 2; default 3.</summary>
    public int Eta { get; init; } = 3;

    /// <summary>The fewest epochs that a candidate is judged by; default (null) all epochs divided by η³, at least 1. With all epochs it is plain random search.</summary>
    public int? LeastEpochs { get; init; }

    /// <summary>What is varied; default (null) <see cref="SearchSpace.Around"/> the options.</summary>
    public SearchSpace? Space { get; init; }

    /// <summary>
    /// How long to search, from now, before the best so far is taken; the first candidate is trained in any case. Default (null): until all
    /// trials are done. What such a search finds depends on the machine.
    /// </summary>
    public TimeSpan? Time { get; init; }

    /// <summary>
    /// The file of the study, from which the search can go on; the states of trials that may go on are in a folder of that name with
    /// <c>.trials</c> behind it. Default (null): in memory alone.
    /// </summary>
    public string? Study { get; init; }

    /// <summary>Whether to go on with the study rather than to begin one; default false.</summary>
    public bool Resume { get; init; }

    /// <summary>Is told, in a line each, of states that could not be kept or read; the search goes on. Default: nobody is told.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>The rungs of trainings of so many epochs.</summary>
    /// <exception cref="InvalidInputException">A number is out of its range.</exception>
    public IReadOnlyList<Rung> Rungs(int epochs) => HalvingPlan.Rungs(Trials, epochs, LeastEpochs ?? UsualLeast(epochs), Eta);

    /// <exception cref="InvalidInputException">An option is out of its range, or options contradict each other.</exception>
    internal void Check(ModelOptions options)
    {
        Rungs(options.Training.Epochs);
        if (Time <= TimeSpan.Zero) throw new InvalidInputException("The time to search must be above 0.");
        if (Resume && Study is null) throw new InvalidInputException("There is no study to go on with. Give its file.");
        if (options.Training.Checkpoints is not null) throw new InvalidInputException("A search keeps its trials in its study. Leave out the checkpoints of the training.");
        if (options.Training.Schedule.NeedsValidation)
            throw new InvalidInputException($"The schedule {options.Training.Schedule.Name} goes by the validation loss, which the training on all data at the end does not have. Choose another schedule.");
    }

    private int UsualLeast(int epochs)
    {
        long divisor = 1;
        for (int i = 0; i < UsualRungsAbove; i++) divisor *= Math.Max(Eta, 1);
        return (int)Math.Max(1, epochs / divisor);
    }
}

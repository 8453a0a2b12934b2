namespace Backprop;

/// <summary>
/// Trains one network after the other on the same parts of the data, with seeds that follow one another, into one model that averages
/// their outputs: probabilities of classes, or numbers. Hansen and Salamon, "Neural network ensembles", 1990.
/// With <see cref="TrainingOptions.Checkpoints"/> each member has its own, in the part <c>member-1</c>, <c>member-2</c>, … of the store: a run that
/// is gone on with takes finished members as they are, goes on in the one that was interrupted, and may have more members than before.
/// </summary>
public sealed class EnsembleTraining
{
    private readonly ModelTraining _first;
    private readonly Func<int, IReadOnlyList<TrainingCallback>>? _callbacks;
    private readonly List<(Model Model, MemberRecord Record)> _done = [];
    private int _prepared;

    /// <summary>Prepares an ensemble; nothing is trained yet.</summary>
    /// <param name="first">The training of its first member, which has not run.</param>
    /// <param name="members">How many members, from 1 to 1000. The member m has the seed of the first + m − 1.</param>
    /// <param name="callbacks">Who is told of a member from the second on, counted from 1; by default (null) who is told of the first.</param>
    /// <exception cref="InvalidInputException">The number is out of range.</exception>
    public EnsembleTraining(ModelTraining first, int members, Func<int, IReadOnlyList<TrainingCallback>>? callbacks = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        if (members is < 1 or > NetworkJson.MostMembers) throw new InvalidInputException($"An ensemble has 1 to {NetworkJson.MostMembers} members, not {members}.");
        (_first, Members, _callbacks, Current) = (first, members, callbacks, first);
    }

    /// <summary>Members of the whole ensemble.</summary>
    public int Members { get; }

    /// <summary>Members that are trained and kept.</summary>
    public int Done => _done.Count;

    /// <summary>The training that runs, or that ran last.</summary>
    public ModelTraining Current { get; private set; }

    /// <summary>
    /// Trains the next member. It is kept, unless it diverged, or was cancelled while there are others: then the ensemble is what was
    /// done before.
    /// </summary>
    /// <param name="progress">Is told of each epoch.</param>
    /// <param name="cancellation">Ends training after the running batch.</param>
    /// <exception cref="InvalidOperationException">All members are trained.</exception>
    public TrainingResult RunNext(IProgress<EpochReport>? progress = null, CancellationToken cancellation = default)
    {
        var result = Next().Run(progress, cancellation);
        if (result.StopReason != StopReason.Diverged && (Done == 0 || result.StopReason != StopReason.Cancelled))
            _done.Add((Current.Model, new MemberRecord(Current.Seed, result.StopReason, result.BestEpoch, result.Epochs.Count)));
        return result;
    }

    /// <summary>The training of the next member, as <see cref="Current"/>; the same until it has run.</summary>
    /// <exception cref="InvalidOperationException">All members are trained.</exception>
    /// <exception cref="InvalidInputException">The store of the checkpoints has no room for several trainings, or cannot be opened, or holds what one of the members cannot go on from.</exception>
    public ModelTraining Next()
    {
        if (Done == Members) throw new InvalidOperationException($"All {Members} members are trained.");
        if (_prepared == Done + 1) return Current;
        if (_prepared == 0 && Members > 1 && _first.Checkpoints is not null)
            _first.CheckCheckpoints(Enumerable.Range(1, Members).Select(member => (unchecked(_first.Seed + (ulong)member - 1), CheckpointsOf(member)!)));
        var checkpoints = Members == 1 ? null : CheckpointsOf(Done + 1);
        if (Done > 0 || checkpoints is not null) Current = _first.WithSeedAfter((ulong)Done, Done > 0 ? _callbacks?.Invoke(Done + 1) : null, checkpoints);
        _prepared = Done + 1;
        return Current;
    }

    private Checkpointing? CheckpointsOf(int member) => _first.Checkpoints?.ForPart(PartOf(member), isFirst: member == 1);

    /// <summary>The part of a store that has the checkpoints of a member.</summary>
    /// <param name="member">Which one, from 1.</param>
    public static string PartOf(int member) => FormattableString.Invariant($"member-{member}");

    /// <summary>The members that are done as one model; a single one is a model like any other.</summary>
    /// <exception cref="InvalidOperationException">No member is done.</exception>
    public Model Model
    {
        get
        {
            if (Done == 0) throw new InvalidOperationException("No member is trained yet.");
            var first = _done[0].Model;
            return Done == 1 ? first : new Model(
                [.. _done.Select(member => member.Model.Network)], first.Loss, first.Schema, first.Training! with { Members = [.. _done.Select(member => member.Record)] });
        }
    }
}

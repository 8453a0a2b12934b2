using System.Diagnostics;
using Backprop.Data;

namespace Backprop;

/// <summary>
/// Looks for better options than given ones: random candidates, successive halving (<see cref="HalvingPlan"/>), judged on validation data
/// by what is watched (<see cref="TrainingOptions.Watch"/>), and the best one trained on all data in the end, up to the epoch that was
/// best. Candidate 1 has the given options and is always trained to its end, so that the best is never worse than it on the validation
/// data. A candidate that is promoted goes on from where it was, with the schedule of all epochs from the beginning: it has the bits of a
/// straight training. The same seed finds the same model, on any number of threads.
/// </summary>
public sealed class ModelSearch : IDisposable
{
    private readonly IReadOnlyList<TrainingParts> _folds;
    private readonly TrainingParts _all;
    private readonly ModelOptions _options;
    private readonly SearchOptions _search;
    private readonly Trial[] _trials;

    // Trials of which this run has trained something.
    private readonly HashSet<int> _trainedNow = [];
    private readonly RunIdentity _facts;
    private readonly StudyFile? _study;
    private readonly TrialStates _states;
    private readonly TrialTraining _training;

    /// <summary>Prepares a search on data of which a part is held out for validation; nothing is trained yet.</summary>
    /// <param name="data">Raw data.</param>
    /// <param name="search">How to search; default 30 trials.</param>
    /// <param name="options">What to search around; default <see cref="ModelOptions.For(Dataset)"/>.</param>
    /// <exception cref="InvalidInputException">Options and data do not go together, or the study is another search's; the message says which.</exception>
    public ModelSearch(Dataset data, SearchOptions? search = null, ModelOptions? options = null)
        : this(ModelTraining.Split(data, options ?? ModelOptions.For(data)), new TrainingParts(data, null), search, options)
    {
    }

    /// <summary>The same on parts that were made already, such as those of a table.</summary>
    /// <param name="parts">What candidates are trained on, and what they are judged on.</param>
    /// <param name="all">The same rows as one training part, for the training at the end.</param>
    /// <param name="search">How to search; default 30 trials.</param>
    /// <param name="options">What to search around; default what suits all rows.</param>
    /// <exception cref="InvalidInputException">Options and data do not go together, or the study is another search's; the message says which.</exception>
    public ModelSearch(TrainingParts parts, TrainingParts all, SearchOptions? search = null, ModelOptions? options = null) : this([parts], all, search, options)
    {
    }

    /// <summary>
    /// The same by cross-validation: a candidate is trained once for each fold and judged by the mean over the folds, epoch by epoch. It costs
    /// as many trainings, and is for tables whose validation part would be too small to tell candidates apart. There is no patience.
    /// </summary>
    /// <param name="folds">What candidates are trained on, and what they are judged on: of each fold the others and itself.</param>
    /// <param name="all">The same rows as one training part, for the training at the end.</param>
    /// <param name="search">How to search; default 30 trials.</param>
    /// <param name="options">What to search around; default what suits all rows.</param>
    /// <exception cref="InvalidInputException">Options and data do not go together, or the study is another search's; the message says which.</exception>
    public ModelSearch(IReadOnlyList<TrainingParts> folds, TrainingParts all, SearchOptions? search = null, ModelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(all);
        if (folds.Count == 0 || folds.Any(parts => parts.Validation is null)) throw new InvalidInputException("A search judges its candidates on validation data, and there are none. Hold some out.");
        (_folds, _all, _search) = (folds, all, search ?? new SearchOptions());
        var first = new ModelTraining(folds[0], options);
        _options = (options ?? first.Defaults) with { Optimizer = first.Optimizer };
        // Folds that stop at different epochs have no mean.
        if (folds.Count > 1) _options = _options with { Training = _options.Training with { Patience = null } };
        _search.Check(_options);
        Space = _search.Space ?? SearchSpace.Around(_options, all.Training.IsClassification, all.Training.Count, all.Training.Features);
        Space.Check(_options);
        if (Space.IsPoint && _search.Trials > 2)
            throw new InvalidInputException($"The space to search holds one candidate beside the given options, which {_search.Trials} trials would repeat. Give ranges or lists, or at most 2 trials.");
        Rungs = _search.Rungs(_options.Training.Epochs);
        _trials = [.. Enumerable.Range(1, _search.Trials).Select(number => new Trial(number, Space.Candidate(_options, _options.Training.Seed, number)))];
        _facts = StudyFacts.Of(first, folds, _options, _search, Space);
        (_study, _states) = OpenStudy();
        _training = new TrialTraining(folds, _states, _search.Warn);
    }

    /// <summary>What is varied.</summary>
    public SearchSpace Space { get; }

    /// <summary>The stages of successive halving.</summary>
    public IReadOnlyList<Rung> Rungs { get; }

    /// <summary>All trials as they are now, by their numbers; may be read from any thread.</summary>
    public IReadOnlyList<Trial> Trials => _trials;

    /// <summary>How many trials the study knew already.</summary>
    public int ResumedTrials { get; private set; }

    /// <summary>Data points that trials are judged by; of folds all.</summary>
    public int ValidationRows => _folds.Sum(parts => parts.Validation!.Count);

    /// <summary>The trainings that each trial is judged by: 1, or the number of folds.</summary>
    public int Folds => _folds.Count;

    /// <summary>The trial that is being trained, 0 for the training on all data, and where it stands; null in between. May be read from any thread.</summary>
    public (int Trial, TrainingPosition Position)? Running => _training.Running is var (trial, training) ? (trial, training.Position) : null;

    /// <summary>The best trial so far, the earlier of equals; null while none has a finite number.</summary>
    public Trial? Best => Judged(_options.Training.Epochs) is { Count: > 0 } order ? _trials[order[0]] : null;

    /// <summary>Searches to the end.</summary>
    /// <param name="progress">Is told of each trial when it has come to the end of a rung.</param>
    /// <param name="cancellation">Interrupts the search after the running batch; with a study it can go on.</param>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    /// <exception cref="InvalidInputException">All trials failed, or the study could not be written.</exception>
    public SearchResult Run(IProgress<TrialReport>? progress = null, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        Reach(0, Rungs.Count, progress, cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (_search.Time is { } time) Limit(limit, time - clock.Elapsed);
        bool isTimeUp = false;
        try
        {
            Climb(progress, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            isTimeUp = true;
        }
        var best = Best ?? throw new InvalidInputException($"All {_trials.Length} trials failed; the first: {_trials[0].Failure}.");
        return TrainOnAll(best, cancellation) with { IsTimeUp = isTimeUp };
    }

    /// <summary>Removes the states beside the study, once the model is saved; the study itself stays.</summary>
    public void ForgetStates() => _states.ForgetAll();

    /// <summary>Lets go of the study.</summary>
    public void Dispose() => _states.Dispose();

    private (StudyFile?, TrialStates) OpenStudy()
    {
        if (_search.Study is not { } path) return (null, new TrialStates(null, _search.Warn));
        bool exists = File.Exists(path);
        if (_search.Resume && !exists) throw new InvalidInputException($"{path}: there is no study to go on with. Check the name, or begin one.");
        if (!_search.Resume && exists) throw new InvalidInputException($"{path}: is there already. Go on with it (--resume), or give the study another name.");
        var file = new StudyFile(path);
        if (_search.Resume)
        {
            file.Load(_facts, _trials);
            ResumedTrials = _trials.Count(trial => trial.Epochs > 0 || trial.HasFailed);
            return (file, new TrialStates(path, _search.Warn));
        }
        TrialStates.RequireNone(path);
        // Before the folder of the states, so that whatever is left of a process that was killed can be gone on with.
        file.Save(_facts, []);
        return (file, new TrialStates(path, _search.Warn));
    }

    /// <summary>Rung after rung, in each of which the best of the one before go on.</summary>
    private void Climb(IProgress<TrialReport>? progress, CancellationToken cancellation)
    {
        IReadOnlyList<int> field = [.. Enumerable.Range(0, _trials.Length)];
        for (int rung = 0; rung < Rungs.Count; rung++)
        {
            foreach (int trial in field.Order()) if (trial > 0) Reach(trial, rung + 1, progress, cancellation);
            if (rung + 1 == Rungs.Count) return;
            double[] badness = [.. _trials.Select((trial, index) => field.Contains(index) ? trial.Badness(Rungs[rung].Epochs) : double.PositiveInfinity)];
            var promoted = HalvingPlan.Promoted(badness, Rungs[rung + 1].Trials);
            foreach (int trial in field.Except(promoted)) _training.Forget(_trials[trial]);
            field = promoted;
        }
    }

    /// <summary>Trains a trial up to the end of a rung, unless it is there already.</summary>
    private void Reach(int index, int rung, IProgress<TrialReport>? progress, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        int epochs = Rungs[rung - 1].Epochs;
        if (!_trials[index].HasReached(epochs))
        {
            _trainedNow.Add(index);
            _trials[index] = _training.Train(_trials[index], epochs, cancellation);
            _study?.Save(_facts, _trials);
        }
        progress?.Report(new TrialReport(_trials[index], rung, Best?.Number == index + 1, IsResumed: !_trainedNow.Contains(index)));
    }

    /// <summary>The best candidate on all data, as long as it was best, along the schedule that it had.</summary>
    private SearchResult TrainOnAll(Trial best, CancellationToken cancellation)
    {
        var options = best.Options with { Training = best.Options.Training with { UntilEpoch = best.BestEpoch, Patience = null } };
        var (final, result) = _training.Train(0, FormattableString.Invariant($"final-{best.Number}-{best.BestEpoch}"), _all, options, cancellation);
        var model = final.Model;
        return new SearchResult(_trials, best, final, result, new Model(model.Network, model.Loss, model.Schema, model.Training! with { Search = RecordOf(best) }));
    }

    private SearchRecord RecordOf(Trial best)
    {
        var watch = _options.Training.Watch;
        return new SearchRecord(
            _trials.Length, best.Number, WatchedMetrics.NameOf(watch), watch.Value(best.Best!), _trials[0].Best is { } first && !_trials[0].HasFailed ? watch.Value(first) : null, ValidationRows)
        {
            Folds = Folds,
        };
    }

    private IReadOnlyList<int> Judged(int epochs) => HalvingPlan.Promoted([.. _trials.Select(trial => trial.Badness(epochs))], 1);

    private static void Limit(CancellationTokenSource source, TimeSpan left)
    {
        if (left <= TimeSpan.Zero) source.Cancel();
        else source.CancelAfter(left.TotalMilliseconds < int.MaxValue ? left : TimeSpan.FromMilliseconds(int.MaxValue));
    }
}

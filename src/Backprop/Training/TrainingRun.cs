using System.Diagnostics;
using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The bookkeeping of one training: losses, reports, the best epoch, patience, the result.</summary>
internal sealed class TrainingRun : ITrainingState
{
    private readonly TrainingOptions _options;
    private readonly Evaluator? _validation;
    private readonly BestWeights _best;
    private readonly List<EpochReport> _reports = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew(), _epochClock = new();
    private double _secondsBefore, _epochSecondsBefore;
    private readonly List<double> _validationLosses = [];
    private readonly int _points;
    private readonly double _weight;
    private double _lossSum, _lastProgress = double.PositiveInfinity;
    private int _epoch, _pointsDone, _progressEpoch;

    public TrainingRun(Network network, Loss loss, TrainingOptions options, (int Points, double Weight) training, RowWindows? validation, ThreadTeam team)
    {
        (_options, _points, _weight) = (options, training.Points, training.Weight);
        _best = new BestWeights(network);
        if (validation is not null) _validation = new Evaluator(network, loss, validation, team);
    }

    /// <summary>The mean weights that are validated and kept in place of the network's own; null (the default) for none.</summary>
    public AveragedWeights? Averages { private get; init; }

    /// <summary>Whether as many finished epochs have passed since the last progress as the patience says; one that has only begun does not count.</summary>
    public bool OutOfPatience => _validation is not null && Finished - _progressEpoch >= _options.Patience;

    /// <summary>Where training stands; another thread may see it a batch late.</summary>
    public TrainingPosition Position => new(Volatile.Read(ref _epoch), Volatile.Read(ref _pointsDone), _points);

    /// <summary>The last epoch that is finished, from 1; 0 before.</summary>
    public int Finished => _reports.Count;

    /// <summary>The validation loss of each epoch; empty without validation data.</summary>
    public IReadOnlyList<double> ValidationLosses => _validationLosses;

    public void StartEpoch(int epoch)
    {
        Volatile.Write(ref _pointsDone, 0);
        Volatile.Write(ref _epoch, epoch);
        (_lossSum, _epochSecondsBefore) = (0, 0);
        _epochClock.Restart();
    }

    /// <summary>Goes on in an epoch of which a checkpoint holds the first part.</summary>
    public void GoOnInEpoch() => _epochClock.Restart();

    /// <param name="meanLoss">The batch's loss.</param>
    /// <param name="points">Its data points.</param>
    /// <param name="weight">The sum of their weights; where they have none, their number.</param>
    public void AddBatch(double meanLoss, int points, double weight)
    {
        _lossSum += meanLoss * weight;
        Averages?.AfterStep();
        Volatile.Write(ref _pointsDone, _pointsDone + points);
    }

    public EpochReport FinishEpoch(long step, double learningRate)
    {
        double seconds = EpochSeconds;
        Averages?.AfterEpoch(_epoch);
        Averages?.Show();
        var validation = _validation?.Evaluate();
        bool best = validation is not null && Judge(validation);
        Averages?.Hide();
        var report = new EpochReport(_epoch, _lossSum / _weight, validation, _points / Math.Max(seconds, 1e-9), best) { Step = step, LearningRate = learningRate };
        _reports.Add(report);
        return report;
    }

    public TrainingResult Finish(StopReason reason)
    {
        Averages?.Show();
        // Batches since the last finished epoch may have made the network better or worse: let validation decide.
        bool midEpoch = reason is StopReason.Cancelled or StopReason.Stopped && _pointsDone > 0 && _reports.Count < _epoch;
        if (midEpoch && _validation is not null) Judge(_validation.Evaluate());
        if (_options.RestoreBestWeights) _best.Restore();
        bool restored = _options.RestoreBestWeights && _best.Epoch > 0;
        return Result(reason, restored ? _best.Epoch : midEpoch ? _epoch : _reports.Count, null);
    }

    /// <summary>Remembers the weights of an evaluation if it is the best so far.</summary>
    private bool Judge(Evaluation validation)
    {
        _validationLosses.Add(validation.Loss);
        double badness = _options.Watch.Badness(validation);
        if (badness < _lastProgress - _options.MinimumChange) (_lastProgress, _progressEpoch) = (badness, _epoch);
        return _best.Offer(_epoch, badness);
    }

    /// <summary>Ends a training whose numbers are no longer finite; the network's parameters are those before this batch.</summary>
    public TrainingResult Diverge(int batch, int batches, string what, bool inUpdate) => Result(
        StopReason.Diverged, _reports.Count, $"epoch {_epoch}, batch {batch + 1} of {batches}: {what} is not finite") with
    {
        DivergedBeforeAnyUpdate = _epoch == 1 && batch == 0 && !inUpdate,
    };

    private TrainingResult Result(StopReason reason, int bestEpoch, string? divergence) =>
        new(reason, _reports, bestEpoch, Seconds, divergence);

    private double Seconds => _secondsBefore + _clock.Elapsed.TotalSeconds;

    private double EpochSeconds => _epochSecondsBefore + _epochClock.Elapsed.TotalSeconds;

    public void Pass(StatePassage state)
    {
        _best.Pass(state);
        Averages?.Pass(state);
        PassClocks(state);
        Volatile.Write(ref _epoch, (int)state.Pass("epoch.begun", _epoch));
        Volatile.Write(ref _pointsDone, (int)state.Pass("epoch.points", _pointsDone));
        _lossSum = state.Pass("epoch.lossSum", _lossSum);
        _lastProgress = state.Pass("progress.badness", _lastProgress);
        _progressEpoch = (int)state.Pass("progress.epoch", _progressEpoch);
        Replace(_validationLosses, state.Pass("curve.validationLosses", [.. _validationLosses]));
        Replace(_reports, EpochNumbers.Reports(state.Pass("curve.epochs", EpochNumbers.Of(_reports))));
    }

    private void PassClocks(StatePassage state)
    {
        var (seconds, epochSeconds) = (state.Pass("seconds", Seconds), state.Pass("epoch.seconds", EpochSeconds));
        if (!state.Restores) return;
        (_secondsBefore, _epochSecondsBefore) = (seconds, epochSeconds);
        _clock.Restart();
    }

    private static void Replace<T>(List<T> list, IReadOnlyList<T> content)
    {
        list.Clear();
        list.AddRange(content);
    }
}

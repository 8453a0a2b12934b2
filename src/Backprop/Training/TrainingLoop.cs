using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>What a training learns from.</summary>
/// <param name="Rows">The data that batches are drawn from: all rows, or a window of them.</param>
/// <param name="Count">How many rows there are in all.</param>
/// <param name="Batches">The batches of each epoch.</param>
internal readonly record struct TrainingSource(Dataset Rows, int Count, IBatches Batches)
{
    /// <summary>Σ w_j; the number of rows where they have no weights.</summary>
    public double TotalWeight => Rows.HasWeights ? Rows.TotalWeight() : Count;
}

/// <summary>One training, epoch after epoch and batch after batch, from its beginning or from a checkpoint.</summary>
internal sealed class TrainingLoop : IDisposable
{
    private readonly TrainingOptions _options;
    private readonly IBatches _batches;
    private readonly TrainingCallback[] _callbacks;
    private readonly BatchGradient _gradient;
    private readonly TrainingStep _step;
    private readonly LearningRates _rates;
    private readonly RunCheckpoints? _checkpoints;
    private readonly SharingChoice _sharing;
    private double _rate;

    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="optimizer">The rule.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="source">What is learned from.</param>
    /// <param name="validation">What is only looked at; null for nothing.</param>
    /// <param name="identity">Says what the run is, for its checkpoints.</param>
    /// <param name="team">The threads that share the work.</param>
    public TrainingLoop(
        Network network, Loss loss, Optimizer optimizer, TrainingOptions options, TrainingSource source, RowWindows? validation, Func<RunIdentity> identity, ThreadTeam team)
    {
        (_options, _batches, _callbacks, _sharing) = (options, source.Batches, [.. options.Callbacks], new SharingChoice(team, TimeProvider.System));
        long stepsOfEpoch = _batches.Count;
        _rates = new LearningRates(optimizer.LearningRate, options.Schedule, (long)Math.Ceiling(options.WarmUp * stepsOfEpoch), stepsOfEpoch, options.Epochs * stepsOfEpoch);
        _rate = optimizer.LearningRate;
        var rule = optimizer is LBfgs ? null : new OptimizerState(optimizer, network.Parameters, options.Regularization, team);
        _gradient = new BatchGradient(network, loss, source.Rows, options.BatchSize, team, rule, options.LabelSmoothing, options.Seed, Augmenter.Of(options, source.Rows, team.Members));
        _step = optimizer is LBfgs search ? new LineSearchStep(_gradient, search, network, source.Count) : new GradientStep(_gradient, rule!);
        var averages = options.Averaging is { } averaging ? new AveragedWeights(network, averaging, _gradient.MeasureStatistics) : null;
        Run = new TrainingRun(network, loss, options, (source.Count, source.TotalWeight), validation, team) { Averages = averages };
        if (options.Checkpoints is { } checkpointing)
            _checkpoints = new RunCheckpoints(checkpointing, identity(), new NetworkState(network), [new OptimizerSlots(network, optimizer, _step), Run]);
    }

    /// <summary>The bookkeeping.</summary>
    public TrainingRun Run { get; }

    /// <summary>Trains to the end, or until asked to stop.</summary>
    public TrainingResult Train(IProgress<EpochReport>? progress, CancellationToken cancellation)
    {
        foreach (var callback in _callbacks) callback.Begin();
        var result = Epochs(progress, cancellation);
        foreach (var callback in _callbacks) callback.AfterTraining(result);
        return result;
    }

    /// <summary>Waits for the checkpoint that is being written.</summary>
    public void Dispose() => _checkpoints?.Dispose();

    private TrainingResult Epochs(IProgress<EpochReport>? progress, CancellationToken cancellation)
    {
        var (epoch, first) = _checkpoints?.Begin() ?? (1, 0);
        if (first > _batches.Count) throw new InvalidInputException($"The checkpoint stands behind batch {first} of an epoch, which has {_batches.Count}: it was written by another version. Begin a new run in another folder.");
        _rates.Look(Run.ValidationLosses);
        // A training that had ended measures its statistics again, on the data as its last epoch saw them.
        _gradient.Epoch = first > 0 ? epoch : epoch - 1;
        // Patience is a matter of whole epochs: in the middle of one there is nothing to judge.
        for (; epoch <= _options.Epochs && (first > 0 || !Run.OutOfPatience); epoch++, first = 0)
        {
            if (Batches(epoch, first, cancellation) is { } ended) return ended;
            var report = Run.FinishEpoch(_step.Steps, _rate);
            _rates.Look(Run.ValidationLosses);
            _checkpoints?.Reach(epoch + 1, 0, _step.Steps, endsEpoch: true);
            progress?.Report(report);
            if (_callbacks.Length > 0 && AfterEpoch(report)) return Stop(StopReason.Stopped, epoch + 1, 0);
        }
        return Stop(Run.OutOfPatience ? StopReason.EarlyStopped : StopReason.Completed, epoch, 0);
    }

    /// <summary>The batches of an epoch that are not done yet.</summary>
    /// <returns>How training ended; null where it goes on.</returns>
    private TrainingResult? Batches(int epoch, int first, CancellationToken cancellation)
    {
        if (first == 0) Run.StartEpoch(epoch);
        else Run.GoOnInEpoch();
        _batches.Shuffle(epoch);
        // What is not in memory must be read past.
        for (int batch = 0; batch < first; batch++) _ = _batches[batch];
        _gradient.Epoch = epoch;
        _sharing.GoOn();
        for (int batch = first; batch < _batches.Count; batch++)
        {
            if (cancellation.IsCancellationRequested) return Stop(StopReason.Cancelled, epoch, batch);
            var rows = _batches[batch];
            _rate = _rates.At(_step.Steps);
            var end = _step.Take(rows, _rate, out double loss);
            if (end == StepEnd.LossNotFinite) return Run.Diverge(batch, _batches.Count, "the loss", inUpdate: false);
            if (end == StepEnd.UpdateNotFinite) return Run.Diverge(batch, _batches.Count, "an updated parameter", inUpdate: true);
            if (end == StepEnd.Converged) return Stop(StopReason.Converged, epoch, batch);
            Run.AddBatch(loss, rows.Length, _gradient.Weight);
            _sharing.Next(rows.Length);
            if (batch + 1 < _batches.Count) _checkpoints?.Reach(epoch, batch + 1, _step.Steps, endsEpoch: false);
            if (_callbacks.Length > 0 && AfterBatch(new BatchReport(epoch, batch + 1, _batches.Count, _step.Steps, rows.Length, loss, _rate)))
                return Stop(StopReason.Stopped, epoch, batch + 1);
        }
        _sharing.Pause();
        return null;
    }

    private TrainingResult Stop(StopReason reason, int epoch, int batch)
    {
        _checkpoints?.Conclude(epoch, batch, _step.Steps);
        return Run.Finish(reason);
    }

    /// <summary>Tells all callbacks of a batch.</summary>
    /// <returns>Whether one wants to stop.</returns>
    private bool AfterBatch(in BatchReport report)
    {
        bool stop = false;
        foreach (var callback in _callbacks)
        {
            callback.AfterBatch(report);
            stop |= callback.WantsToStop;
        }
        return stop;
    }

    private bool AfterEpoch(EpochReport report)
    {
        bool stop = false;
        foreach (var callback in _callbacks)
        {
            callback.AfterEpoch(report);
            stop |= callback.WantsToStop;
        }
        return stop;
    }
}

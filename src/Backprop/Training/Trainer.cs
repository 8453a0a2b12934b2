using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Trains a network by stochastic gradient descent: epoch after epoch, shuffled batches; for each one forward, loss, backward,
/// mean gradient, update. Data must be scaled as the network is to see them; <see cref="ModelTraining"/> does that too.
/// </summary>
public sealed class Trainer
{
    private readonly Network _network;
    private readonly Loss _loss;
    private readonly Optimizer _optimizer;
    private readonly TrainingOptions _options;
    private readonly TrainingCallback[] _callbacks;
    private TrainingRun? _run;

    /// <summary>Sets up training; nothing is computed yet.</summary>
    /// <exception cref="InvalidInputException">The loss does not suit the network's last layer, or an option is out of range.</exception>
    public Trainer(Network network, Loss loss, Optimizer optimizer, TrainingOptions? options = null)
    {
        (_network, _loss, _optimizer, _options) = (network, loss, optimizer, options ?? new TrainingOptions());
        _callbacks = [.. _options.Callbacks];
        _options.Check();
        _options.CheckOptimizer(network, optimizer);
        loss.CheckOutputs(network.Layers[^1].Activation);
    }

    /// <summary>Where the running training stands; may be read from any thread.</summary>
    public TrainingPosition Position => _run?.Position ?? default;

    /// <summary>Trains to the end, or until asked to stop; then the network has its best parameters.</summary>
    /// <param name="training">The data points to learn from.</param>
    /// <param name="validation">Data points that are only looked at: for early stopping and the choice of the best epoch.</param>
    /// <param name="progress">Is told of each epoch.</param>
    /// <param name="cancellation">Ends training after the running batch; what was learned is kept.</param>
    /// <exception cref="InvalidInputException">The data do not fit the network or the loss.</exception>
    public TrainingResult Train(
        Dataset training, Dataset? validation = null, IProgress<EpochReport>? progress = null, CancellationToken cancellation = default)
    {
        DataCheck.Fits(_network, _loss, training);
        if (validation is not null) DataCheck.Fits(_network, _loss, validation);
        _options.CheckData(_network, _optimizer, training, hasValidation: validation is not null);
        training = training.WithoutRowsOfNoWeight();
        var batches = new Batches(training.Count, _options.BatchSize, _options.Seed);
        var identity = () => Identity(RunFacts.Of(training), validation is null ? null : RunFacts.Of(validation), training.Count);
        return Train(batches, (training, training.Count, identity), validation is null ? null : new RowWindows(validation), progress, cancellation);
    }

    /// <summary>
    /// The same with data that need not be in memory at once: a window of <see cref="TrainingOptions.WindowRows"/> rows is, and the next one is read
    /// while there is training. Each epoch shuffles the blocks, and the rows within each window; where one window holds everything, the
    /// result has the bits of the same rows in memory.
    /// </summary>
    /// <inheritdoc cref="Train(Dataset, Dataset?, IProgress{EpochReport}?, CancellationToken)"/>
    public TrainingResult Train(
        BlockSource training, BlockSource? validation = null, IProgress<EpochReport>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        RequireNothingOfAllRows();
        using var batches = new StreamedBatches(new CheckedTargets(training, _loss), _options);
        var looked = validation is null ? null : new RowWindows(new CheckedTargets(validation, _loss));
        DataCheck.FitsShape(_network, batches.Data);
        if (looked is not null) DataCheck.FitsShape(_network, looked.Data);
        _options.CheckData(_network, _optimizer, batches.Data, hasValidation: validation is not null);
        var identity = () => Identity(RunFacts.Of(training), validation is null ? null : RunFacts.Of(validation), training.Count);
        return Train(batches, (batches.Data, training.Count, identity), looked, progress, cancellation);
    }

    private RunIdentity Identity(string training, string? validation, int rows) => RunFacts.Of(_network, _loss, _optimizer, _options, rows, (training, validation));

    /// <summary>What looks at all rows at once cannot be had of a window of them.</summary>
    private void RequireNothingOfAllRows()
    {
        if (_optimizer is LBfgs) throw new InvalidInputException("The optimizer lbfgs needs all rows in memory. Choose another, or train on data in memory.");
        if (_options.Mixup > 0 || _options.Augmentation.Count > 0)
            throw new InvalidInputException("Mixup and augmentation draw from all rows, which must be in memory. Leave them out, or train on data in memory.");
        if (_options.Averaging is not null && _network.Buffers.Count > 0)
            throw new InvalidInputException("Averaged weights measure the statistics of batch normalization anew on all rows, which must be in memory. Leave out one of the two, or train on data in memory.");
    }

    private TrainingResult Train(
        IBatches batches, (Dataset Data, int Count, Func<RunIdentity> Identity) training, RowWindows? validation, IProgress<EpochReport>? progress, CancellationToken cancellation)
    {
        foreach (var callback in _callbacks) callback.Begin();
        var result = Run(batches, training, validation, progress, cancellation);
        foreach (var callback in _callbacks) callback.AfterTraining(result);
        return result;
    }

    private TrainingResult Run(
        IBatches batches, (Dataset Data, int Count, Func<RunIdentity> Identity) training, RowWindows? validation, IProgress<EpochReport>? progress, CancellationToken cancellation)
    {
        using var team = new ThreadTeam(_options.Threads ?? Processor.PhysicalCores);
        var data = training.Data;
        var state = _optimizer is LBfgs ? null : new OptimizerState(_optimizer, _network.Parameters, _options.Regularization, team);
        var rates = Rates(batches.Count);
        var gradient = new BatchGradient(_network, _loss, data, _options.BatchSize, team, state, _options.LabelSmoothing, _options.Seed, Augmenter.Of(_options, data, team.Members));
        TrainingStep step = _optimizer is LBfgs search ? new LineSearchStep(gradient, search, _network, data.Count) : new GradientStep(gradient, state!);
        var averages = _options.Averaging is { } averaging ? new AveragedWeights(_network, averaging, gradient.MeasureStatistics) : null;
        var run = _run = new TrainingRun(_network, _loss, _options, (training.Count, data.HasWeights ? data.TotalWeight() : training.Count), validation, team) { Averages = averages };
        double rate = _optimizer.LearningRate;

        using var checkpoints = Checkpoints(training.Identity, run, step);
        var (epoch, first) = checkpoints?.Begin() ?? (1, 0);
        rates.Look(run.ValidationLosses);
        // Patience is a matter of whole epochs: in the middle of one there is nothing to judge.
        for (; epoch <= _options.Epochs && (first > 0 || !run.OutOfPatience); epoch++, first = 0)
        {
            if (first == 0) run.StartEpoch(epoch);
            else run.GoOnInEpoch();
            batches.Shuffle(epoch);
            // What is not in memory must be read past.
            for (int batch = 0; batch < first; batch++) _ = batches[batch];
            gradient.Epoch = epoch;
            for (int batch = first; batch < batches.Count; batch++)
            {
                if (cancellation.IsCancellationRequested) return Stop(StopReason.Cancelled, batch);
                var rows = batches[batch];
                rate = rates.At(step.Steps);
                var end = step.Take(rows, rate, out double loss);
                if (end == StepEnd.LossNotFinite) return run.Diverge(batch, batches.Count, "the loss", inUpdate: false);
                if (end == StepEnd.UpdateNotFinite) return run.Diverge(batch, batches.Count, "an updated parameter", inUpdate: true);
                if (end == StepEnd.Converged) return Stop(StopReason.Converged, batch);
                run.AddBatch(loss, rows.Length, gradient.Weight);
                if (batch + 1 < batches.Count) checkpoints?.Reach(epoch, batch + 1, step.Steps, endsEpoch: false);
                if (_callbacks.Length > 0 && AfterBatch(new BatchReport(epoch, batch + 1, batches.Count, step.Steps, rows.Length, loss, rate)))
                    return Stop(StopReason.Stopped, batch + 1);
            }
            var report = run.FinishEpoch(step.Steps, rate);
            rates.Look(run.ValidationLosses);
            checkpoints?.Reach(epoch + 1, 0, step.Steps, endsEpoch: true);
            progress?.Report(report);
            if (AfterEpoch(report)) return Stop(StopReason.Stopped, batches.Count);
        }
        checkpoints?.Conclude(epoch, 0, step.Steps);
        return run.Finish(run.OutOfPatience ? StopReason.EarlyStopped : StopReason.Completed);

        TrainingResult Stop(StopReason reason, int batchesDone)
        {
            bool isFinished = run.Finished == epoch;
            checkpoints?.Conclude(isFinished ? epoch + 1 : epoch, isFinished ? 0 : batchesDone, step.Steps);
            return run.Finish(reason);
        }
    }

    private RunCheckpoints? Checkpoints(Func<RunIdentity> identity, TrainingRun run, TrainingStep step) => _options.Checkpoints is { } checkpointing
        ? new RunCheckpoints(checkpointing, identity(), new NetworkState(_network), [new OptimizerSlots(_network, _optimizer, step), run])
        : null;

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

    private LearningRates Rates(long stepsOfEpoch) => new(
        _optimizer.LearningRate, _options.Schedule, (long)Math.Ceiling(_options.WarmUp * stepsOfEpoch), stepsOfEpoch, _options.Epochs * stepsOfEpoch);
}

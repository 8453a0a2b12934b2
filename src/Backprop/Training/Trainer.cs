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
    private TrainingRun? _run;

    /// <summary>Sets up training; nothing is computed yet.</summary>
    /// <exception cref="InvalidInputException">The loss does not suit the network's last layer, or an option is out of range.</exception>
    public Trainer(Network network, Loss loss, Optimizer optimizer, TrainingOptions? options = null)
    {
        (_network, _loss, _optimizer, _options) = (network, loss, optimizer, options ?? new TrainingOptions());
        _options.Check();
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
        _options.CheckData(training, hasValidation: validation is not null);
        var batches = new Batches(training.Count, _options.BatchSize, _options.Seed);
        return Train(batches, (training, training.Count), validation is null ? null : new RowWindows(validation), progress, cancellation);
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
        using var batches = new StreamedBatches(new CheckedTargets(training, _loss), _options);
        var looked = validation is null ? null : new RowWindows(new CheckedTargets(validation, _loss));
        DataCheck.FitsShape(_network, batches.Data);
        if (looked is not null) DataCheck.FitsShape(_network, looked.Data);
        _options.CheckData(batches.Data, hasValidation: validation is not null);
        return Train(batches, (batches.Data, training.Count), looked, progress, cancellation);
    }

    private TrainingResult Train(
        IBatches batches, (Dataset Data, int Count) training, RowWindows? validation, IProgress<EpochReport>? progress, CancellationToken cancellation)
    {
        using var team = new ThreadTeam(_options.Threads ?? Processor.PhysicalCores);
        var run = _run = new TrainingRun(_network, _loss, _options, training.Count, validation, team);
        var optimizer = new OptimizerState(_optimizer, _network.Parameters, _options.Regularization, team);
        var rates = Rates(batches.Count);
        var gradient = new BatchGradient(_network, _loss, training.Data, _options.BatchSize, team, optimizer, _options.LabelSmoothing, _options.Seed);

        for (int epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            run.StartEpoch(epoch);
            batches.Shuffle(epoch);
            gradient.Epoch = epoch;
            for (int batch = 0; batch < batches.Count; batch++)
            {
                if (cancellation.IsCancellationRequested) return run.Finish(StopReason.Cancelled);
                var rows = batches[batch];
                optimizer.LearningRate = rates.At(optimizer.Steps);
                double loss = gradient.Compute(rows);
                if (!double.IsFinite(loss)) return run.Diverge(batch, batches.Count, "the loss", inUpdate: false);
                if (!optimizer.Accept()) return run.Diverge(batch, batches.Count, "an updated parameter", inUpdate: true);
                run.AddBatch(loss, rows.Length);
            }
            var report = run.FinishEpoch();
            rates.Look(run.ValidationLosses);
            progress?.Report(report);
            if (run.OutOfPatience) return run.Finish(StopReason.EarlyStopped);
        }
        return run.Finish(StopReason.Completed);
    }

    private LearningRates Rates(long stepsOfEpoch) => new(
        _optimizer.LearningRate, _options.Schedule, (long)Math.Ceiling(_options.WarmUp * stepsOfEpoch), stepsOfEpoch, _options.Epochs * stepsOfEpoch);
}

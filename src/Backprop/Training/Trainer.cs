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
        _options.CheckData(_network, training, hasValidation: validation is not null);
        training = training.WithoutRowsOfNoWeight();
        using var team = new ThreadTeam(_options.Threads ?? Processor.PhysicalCores);
        var batches = new Batches(training.Count, _options.BatchSize, _options.Seed);
        var optimizer = new OptimizerState(_optimizer, _network.Parameters, _options.Regularization, team);
        var rates = Rates(batches.Count);
        var gradient = new BatchGradient(_network, _loss, training, _options.BatchSize, team, optimizer, _options.LabelSmoothing, _options.Seed);
        var averages = _options.Averaging is { } averaging ? new AveragedWeights(_network, averaging, gradient.MeasureStatistics) : null;
        var run = _run = new TrainingRun(_network, _loss, _options, training, validation, team) { Averages = averages };

        using var checkpoints = Checkpoints(training, validation, run, optimizer);
        var (epoch, first) = checkpoints?.Begin() ?? (1, 0);
        rates.Look(run.ValidationLosses);
        // Patience is a matter of whole epochs: in the middle of one there is nothing to judge.
        for (; epoch <= _options.Epochs && (first > 0 || !run.OutOfPatience); epoch++, first = 0)
        {
            if (first == 0) run.StartEpoch(epoch);
            else run.GoOnInEpoch();
            batches.Shuffle(epoch);
            gradient.Epoch = epoch;
            for (int batch = first; batch < batches.Count; batch++)
            {
                if (cancellation.IsCancellationRequested)
                {
                    checkpoints?.Conclude(epoch, batch, optimizer.Steps);
                    return run.Finish(StopReason.Cancelled);
                }
                var rows = batches[batch];
                optimizer.LearningRate = rates.At(optimizer.Steps);
                double loss = gradient.Compute(rows);
                if (!double.IsFinite(loss)) return run.Diverge(batch, batches.Count, "the loss", inUpdate: false);
                if (!optimizer.Accept()) return run.Diverge(batch, batches.Count, "an updated parameter", inUpdate: true);
                gradient.TakeStatistics();
                run.AddBatch(loss, rows.Length, gradient.Weight);
                if (batch + 1 < batches.Count) checkpoints?.Reach(epoch, batch + 1, optimizer.Steps, endsEpoch: false);
            }
            var report = run.FinishEpoch();
            rates.Look(run.ValidationLosses);
            checkpoints?.Reach(epoch + 1, 0, optimizer.Steps, endsEpoch: true);
            progress?.Report(report);
        }
        checkpoints?.Conclude(epoch, 0, optimizer.Steps);
        return run.Finish(run.OutOfPatience ? StopReason.EarlyStopped : StopReason.Completed);
    }

    private RunCheckpoints? Checkpoints(Dataset training, Dataset? validation, TrainingRun run, OptimizerState optimizer)
    {
        if (_options.Checkpoints is not { } checkpointing) return null;
        var identity = RunFacts.Of(_network, _loss, _optimizer, _options, training, validation);
        return new RunCheckpoints(checkpointing, identity, new NetworkState(_network), [new OptimizerSlots(_network, optimizer), run]);
    }

    private LearningRates Rates(long stepsOfEpoch) => new(
        _optimizer.LearningRate, _options.Schedule, (long)Math.Ceiling(_options.WarmUp * stepsOfEpoch), stepsOfEpoch, _options.Epochs * stepsOfEpoch);
}

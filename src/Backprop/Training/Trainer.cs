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
        return Train(new TrainingSource(training, training.Count, batches), validation is null ? null : new RowWindows(validation), () => IdentityOf(training, validation), progress, cancellation);
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
        return Train(new TrainingSource(batches.Data, training.Count, batches), looked, () => IdentityOf(training, validation), progress, cancellation);
    }

    /// <summary>What a training on these data is, as its checkpoints say it.</summary>
    internal RunIdentity IdentityOf(Dataset training, Dataset? validation)
    {
        training = training.WithoutRowsOfNoWeight();
        return Identity(RunFacts.Of(training), validation is null ? null : RunFacts.Of(validation), training.Count);
    }

    /// <summary>The same of data that need not be in memory at once; they are read once for it.</summary>
    internal RunIdentity IdentityOf(BlockSource training, BlockSource? validation)
    {
        // Where windows do not hold everything, the order of the rows depends on the blocks too.
        int? blockRows = StreamedBatches.HoldAll(training, _options) ? null : training.BlockRows;
        return Identity(RunFacts.Of(training), validation is null ? null : RunFacts.Of(validation), training.Count, blockRows);
    }

    private RunIdentity Identity(string training, string? validation, int rows, int? blockRows = null) =>
        RunFacts.Of(_network, _loss, _optimizer, _options, rows, (training, validation), blockRows);

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
        TrainingSource source, RowWindows? validation, Func<RunIdentity> identity, IProgress<EpochReport>? progress, CancellationToken cancellation)
    {
        using var team = new ThreadTeam(_options.Threads ?? Processor.PhysicalCores);
        using var loop = new TrainingLoop(_network, _loss, _optimizer, _options, source, validation, identity, team);
        _run = loop.Run;
        return loop.Train(progress, cancellation);
    }
}

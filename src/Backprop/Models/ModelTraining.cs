using Backprop.Data;

namespace Backprop;

/// <summary>
/// From raw data to a model in one object: holds out validation data, measures the scaling on the training part alone,
/// builds the network that the options describe, trains it.
/// </summary>
public sealed class ModelTraining
{
    private readonly ModelOptions _options;
    private readonly Dataset _data;
    private readonly TrainingParts _given, _parts;
    private readonly Dataset _training;
    private readonly Dataset? _validation;
    private readonly StreamedParts? _streamed;
    private readonly ModelSchema _schema;
    private readonly Trainer _trainer;
    private TrainingResult? _result;

    /// <summary>Prepares data and network; nothing is trained yet.</summary>
    /// <param name="data">Raw data.</param>
    /// <param name="options">What to build and how to train it; default <see cref="ModelOptions.For(Dataset)"/>.</param>
    /// <exception cref="InvalidInputException">Options and data do not go together; the message says which.</exception>
    public ModelTraining(Dataset data, ModelOptions? options = null) : this(data, Split(data, options ?? new ModelOptions()), options)
    {
    }

    /// <summary>The same with parts that were made already, such as those of a table, whose columns were prepared by the training part.</summary>
    /// <param name="parts">What is trained on, and what is held out for validation; <see cref="ModelOptions.Validation"/> has no effect.</param>
    /// <param name="options">What to build and how to train it; default what suits both parts together.</param>
    /// <exception cref="InvalidInputException">Options and data do not go together; the message says which.</exception>
    public ModelTraining(TrainingParts parts, ModelOptions? options = null) : this(parts.Training, parts, options)
    {
    }

    /// <param name="data">The data, or the first rows of those that are streamed: what they are like.</param>
    /// <param name="parts">The parts in memory.</param>
    /// <param name="options">What to build and how to train it.</param>
    /// <param name="streamed">The parts that are not; null (the default) where all are in memory.</param>
    private ModelTraining(Dataset data, TrainingParts parts, ModelOptions? options, StreamedParts? streamed = null)
    {
        long rows = streamed is null ? parts.Training.Count + (parts.Validation?.Count ?? 0L) : streamed.Training.Count + (streamed.Validation?.Count ?? 0L);
        Defaults = ModelOptions.For(data.IsClassification, rows, data.Features);
        (_data, _options, _streamed) = (data, options ?? Defaults, streamed);
        if (streamed is not null && _options.ClassWeights != Backprop.ClassWeights.None)
            throw new InvalidInputException("Weights of classes need all rows in memory. Leave them out, or train on data in memory.");
        ClassWeights = _options.ClassWeights.For(parts.Training);
        _given = parts;
        _parts = parts = ClassWeights is { } weights ? Weighted(parts, weights) : parts;
        var layers = _options.Layers?.Invoke(data.Outputs) ?? DenseLayers();
        var output = layers is [.., var last] ? last.Activation : null;
        bool givesProbabilities = output is { GivesProbabilities: true };
        Loss = _options.Loss ?? (data.IsClassification && givesProbabilities ? Loss.CrossEntropy : Loss.SquaredError);
        Optimizer = _options.Optimizer ?? new Sgd(Sgd.DefaultLearningRateFor(givesProbabilities));
        _schema = SchemaOf(parts.Training, output);
        (_training, _validation) = (_schema.Scale(parts.Training), parts.Validation is null ? null : _schema.Scale(parts.Validation));
        Network = new Network(data.Features, layers, _options.Training.Seed);
        _trainer = new Trainer(Network, Loss, Optimizer, _options.Training);
        DataCheck.Fits(Network, Loss, _training);
        _options.Training.CheckData(Network, Optimizer, _training, hasValidation: (parts.Validation ?? (object?)streamed?.Validation) is not null);
    }

    /// <summary>The same with parts that need not be in memory at once. What is printed of them is that of the same rows in memory.</summary>
    /// <param name="parts">What is trained on, and what is held out for validation; <see cref="ModelOptions.Validation"/> has no effect.</param>
    /// <param name="options">What to build and how to train it.</param>
    /// <exception cref="InvalidInputException">Options and data do not go together; the message says which.</exception>
    public ModelTraining(StreamedParts parts, ModelOptions? options = null) : this(parts, parts.Training.Head(StreamedParts.HeadRows), options)
    {
    }

    private ModelTraining(StreamedParts parts, Dataset head, ModelOptions? options)
        : this(head, new TrainingParts(head, null) { Columns = parts.Columns, InputScaling = parts.InputScaling }, options, parts)
    {
    }

    private static TrainingParts Weighted(TrainingParts parts, IReadOnlyList<float> weights) => parts with
    {
        Training = Backprop.ClassWeights.Apply(parts.Training, weights),
        Validation = parts.Validation is null ? null : Backprop.ClassWeights.Apply(parts.Validation, weights),
    };

    internal static TrainingParts Split(Dataset data, ModelOptions options)
    {
        if (options.Validation == 0) return new TrainingParts(data, null);
        var (training, validation) = data.Split(options.Validation, options.Training.Seed, ValidationStream);
        return new TrainingParts(training, validation);
    }

    // The command line draws its test part from stream 0 of the same seed.
    internal const uint ValidationStream = 1;

    /// <summary>What would be chosen for these data where nothing is said.</summary>
    public ModelOptions Defaults { get; }

    /// <summary>The options that are what <see cref="Defaults"/> chooses, by their names in model files, such as <c>batchSize</c>.</summary>
    public IReadOnlyList<string> OptionsByDefault => [.. ModelDefaults.SharedBy(_options, Optimizer, Defaults)];

    /// <summary>The network being trained.</summary>
    public Network Network { get; }

    /// <summary>The loss being minimized.</summary>
    public Loss Loss { get; }

    /// <summary>The rule that changes the parameters.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Data points to learn from.</summary>
    public int TrainingRows => _streamed?.Training.Count ?? _training.Count;

    /// <summary>Data points held out for validation.</summary>
    public int ValidationRows => _streamed is null ? _validation?.Count ?? 0 : _streamed.Validation?.Count ?? 0;

    /// <summary>The weight of each class's rows in training and validation, in the order of the outputs; null where they count alike.</summary>
    public IReadOnlyList<float>? ClassWeights { get; }

    /// <summary>The raw data points held out for validation, with the weights that they have there; null for none, and where data are not in memory.</summary>
    public Dataset? ValidationData => _parts.Validation;

    /// <summary>Where the running training stands; may be read from any thread.</summary>
    public TrainingPosition Position => _trainer.Position;

    /// <summary>The model with the network's present parameters; it shares the network, so its answers change while training goes on.</summary>
    public Model Model => new(Network, Loss, _schema, _result is null ? null : RecordOf(_result));

    /// <summary>
    /// Another training on the same parts and with the same options but the seed, to which a number is added: other initial weights,
    /// another order of the batches. What a member of an ensemble is.
    /// </summary>
    /// <param name="difference">What is added to the seed.</param>
    /// <param name="callbacks">Who is told of it; by default (null) who is told of this one.</param>
    /// <param name="checkpoints">Where its checkpoints go; by default (null) nowhere, since those of this one have no room for it.</param>
    public ModelTraining WithSeedAfter(ulong difference, IReadOnlyList<TrainingCallback>? callbacks = null, Checkpointing? checkpoints = null) => new(_data, _given, _options with
    {
        Training = _options.Training with
        {
            Seed = unchecked(_options.Training.Seed + difference),
            Callbacks = callbacks ?? _options.Training.Callbacks,
            Checkpoints = checkpoints,
        },
    }, _streamed);

    /// <summary>The seed.</summary>
    public ulong Seed => _options.Training.Seed;

    internal Checkpointing? Checkpoints => _options.Training.Checkpoints;

    /// <summary>Trains to the end, or until asked to stop.</summary>
    /// <param name="progress">Is told of each epoch.</param>
    /// <param name="cancellation">Ends training after the running batch; what was learned is kept.</param>
    /// <exception cref="InvalidOperationException">It has run already: a second run would go on from the first, and the record would tell of the second alone.</exception>
    public TrainingResult Run(IProgress<EpochReport>? progress = null, CancellationToken cancellation = default)
    {
        if (_result is not null) throw new InvalidOperationException("This training has run already. Create another one.");
        return _result = _streamed is { } streamed
            ? _trainer.Train(Scaled(streamed.Training), streamed.Validation is { } held ? Scaled(held) : null, progress, cancellation)
            : _trainer.Train(_training, _validation, progress, cancellation);
    }

    /// <summary>
    /// Refuses what <see cref="Run"/> would refuse of the checkpoints that are there, and trains nothing. A run of several trainings asks
    /// all of them first, so that none is trained before another one refuses; <see cref="EnsembleTraining"/> does so by itself.
    /// </summary>
    /// <exception cref="InvalidInputException">There are some where none may be, or none where one is needed; they are another run's, or none of them can be read.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    public void CheckCheckpoints()
    {
        if (Checkpoints is { } checkpoints) CheckCheckpoints([(Seed, checkpoints)]);
    }

    /// <summary>The same for trainings that differ from this one in their seed alone.</summary>
    internal void CheckCheckpoints(IEnumerable<(ulong Seed, Checkpointing Checkpoints)> trainings)
    {
        // The data are read for it: at most once, and not where nothing is there.
        var identity = new Lazy<RunIdentity>(() => _streamed is { } streamed
            ? _trainer.IdentityOf(Scaled(streamed.Training), streamed.Validation is { } held ? Scaled(held) : null)
            : _trainer.IdentityOf(_training, _validation));
        foreach (var (seed, checkpoints) in trainings)
        {
            // What is damaged is told of where it is passed over.
            var silent = checkpoints with { Warn = null };
            RunOrigin.Of(silent, new CheckpointHistory(silent), () => RunFacts.WithSeed(identity.Value, seed));
        }
    }

    private ScaledBlocks Scaled(BlockSource source) => new(source, _schema.InputScaling, _schema.TargetScaling);

    /// <summary>
    /// Tries learning rates on the training part, from the network's parameters as they are, which it gives back afterwards.
    /// <see cref="TrainingOptions.Schedule"/>, epochs and patience have no effect.
    /// </summary>
    /// <param name="range">The rates; default from 1e-6 to 10.</param>
    /// <param name="cancellation">Ends it without a result.</param>
    /// <exception cref="InvalidInputException">The range is none.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">The data are not in memory.</exception>
    public RateRangeResult TestRates(RateRange? range = null, CancellationToken cancellation = default)
    {
        if (_streamed is not null) throw new InvalidOperationException("The rates are tried on data in memory.");
        var before = new BestWeights(Network);
        before.Offer(epoch: 1, badness: 0);
        try
        {
            return RateRangeRun.Of(Network, Loss, Optimizer, _options.Training, range ?? new RateRange(), _training, cancellation);
        }
        finally
        {
            before.Restore();
        }
    }

    private IReadOnlyList<Layer> DenseLayers() =>
    [
        .. HiddenLayers.Of(_options),
        new Dense(_data.Outputs, _options.OutputActivation ?? (_data.IsClassification ? Activation.Softmax : Activation.Identity), _options.Initializer),
    ];

    private ModelSchema SchemaOf(Dataset training, Activation? output) => new()
    {
        Features = training.FeatureNames,
        Targets = training.TargetNames,
        Classes = training.ClassNames,
        InputScaling = InputScalingOf(training),
        Columns = _parts.Columns,
        // An output that is bounded or one-sided has targets in a range of the user's choosing; they are left as they are.
        TargetScaling = !training.IsClassification && output is Identity ? _streamed?.TargetScaling ?? AffineScaling.StandardizeTargets(training) : null,
    };

    private AffineScaling? InputScalingOf(Dataset training) => _options.InputScaling switch
    {
        InputScalingKind.None => null,
        InputScalingKind.Automatic when _options.Training.Augmentation.Count > 0 => AffineScaling.FromRange(PixelRange(training), training.Features),
        InputScalingKind.Standardize when _options.Training.Augmentation.Count > 0 => throw new InvalidInputException(
            "Augmentation moves what stands at one pixel to another one, so all pixels must have the same scale. Use the scaling automatic, range or none."),
        InputScalingKind.Automatic when _parts.InputScaling is { } known => known,
        InputScalingKind.Standardize => _streamed?.Standardization ?? AffineScaling.StandardizeInputs(training),
        InputScalingKind.Range when training.InputRange is null => throw new InvalidInputException(
            $"'{training.Name}' declares no range of its inputs. Use the scaling standardize."),
        _ => training.InputRange is { } range ? AffineScaling.FromRange(range, training.Features) : _streamed?.Standardization ?? AffineScaling.StandardizeInputs(training),
    };

    /// <summary>The range of all pixels: what the data declare, or what the training part has.</summary>
    private ValueRange PixelRange(Dataset training)
    {
        if (_parts.Columns?.FirstOrDefault(column => column is not NumberColumn { HasIndicator: false, Tails: null }) is { } changed)
            throw new InvalidInputException($"Column '{changed.Name}' is not taken as the plain number that a pixel is, so rows are no images any more. Give IDX images, or columns of numbers without gaps (--numeric).");
        if (training.InputRange is { } known) return known;
        float least = float.PositiveInfinity, largest = float.NegativeInfinity;
        foreach (float pixel in training.Inputs.Values) (least, largest) = (Math.Min(least, pixel), Math.Max(largest, pixel));
        return least < largest ? new ValueRange(least, largest) : new ValueRange(least, least + 1);
    }

    private TrainingRecord RecordOf(TrainingResult result) => new()
    {
        Data = _data.Name,
        DataFingerprint = _streamed?.Training.Fingerprint() ?? Fingerprint.Of(_data),
        TrainingRows = TrainingRows,
        ValidationRows = ValidationRows,
        Optimizer = Optimizer.Settings,
        BatchSize = _options.Training.BatchSize == TrainingOptions.WholeDataset ? null : _options.Training.BatchSize,
        Epochs = _options.Training.Epochs,
        Patience = _options.Training.Patience,
        Seed = _options.Training.Seed,
        ClassWeights = ClassWeights,
        HasRowWeights = _data.HasWeights,
        Options = _options.Training.Unusual().ToDictionary(),
        ByDefault = OptionsByDefault,
        StopReason = result.StopReason,
        BestEpoch = result.BestEpoch,
        Curve = [.. result.Epochs.Select(epoch => new CurvePoint(epoch.TrainLoss, epoch.Validation?.Loss))],
    };
}

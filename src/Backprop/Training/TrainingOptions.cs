using Backprop.Data;
using Backprop.Files;
using Backprop.Numerics;

namespace Backprop;

/// <summary>How long, in what portions and from which random key a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>As <see cref="BatchSize"/>: the whole data set is one batch, which makes it plain gradient descent.</summary>
    public const int WholeDataset = int.MaxValue;

    /// <summary>Passes over the data set, at least 1; default 50.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>Data points of one update, at least 1; default 32. The last batch of an epoch may be smaller and is averaged over its own size.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Key of the shuffling; default 0. The same seed gives the same bits, for any number of threads.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads that share the work; null (the default) takes one for each physical core that the process may use.</summary>
    public int? Threads { get; init; }

    /// <summary>
    /// Early stopping: epochs without a lower validation loss after which training ends; default 10, null never.
    /// Without validation data it has no effect.
    /// </summary>
    public int? Patience { get; init; } = 10;

    /// <summary>
    /// Rows that are in memory at once where data are not (<see cref="BlockSource"/>), rounded down to whole blocks, at least one; default (null)
    /// 65,536, or as many as 64 MiB hold. More of them are mixed better. Data in memory are mixed as a whole.
    /// </summary>
    public int? WindowRows { get; init; }

    /// <summary>How the learning rate changes during training; default not at all.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>
    /// Epochs, or a fraction of one, in which the learning rate rises along a line from near 0; default 0, none.
    /// The schedule begins after them.
    /// </summary>
    public double WarmUp { get; init; }

    /// <summary>Clipping, L1, largest norms; default none.</summary>
    public Regularization Regularization { get; init; } = Regularization.None;

    /// <summary>
    /// s: the targets of classes become (1 − s)·t + s/classes in training, from 0 to below 1; default 0. The training loss is that of
    /// the smoothed targets, as in PyTorch, the validation loss that of the true ones.
    /// </summary>
    public float LabelSmoothing { get; init; }

    /// <summary>
    /// What happens to the images of the training data, anew in each epoch, in this order; default nothing. The data must be images
    /// (<see cref="Dataset.ImageShape"/>, or the one below) and have the same scale at each pixel.
    /// </summary>
    public IReadOnlyList<ImageTransform> Augmentation { get; init; } = [];

    /// <summary>How the features of a row lie in an image, where the data do not say; by default (null) as they say.</summary>
    public ImageShape? ImageShape { get; init; }

    /// <summary>
    /// α of mixup: each training data point is λ of its own and 1 − λ of another one, inputs and targets, λ from Beta(α, α);
    /// default 0, none. 0.1 to 0.4 are usual. The training loss is that of the mixed points; where points have weights, one counts λ·w for its own targets
    /// and (1 − λ)·w′ for the other's.
    /// </summary>
    public float Mixup { get; init; }

    /// <summary>Means of the weights along the way; default none.</summary>
    public WeightAveraging? Averaging { get; init; }

    /// <summary>What early stopping and the choice of the best epoch go by; default the loss.</summary>
    public WatchedMetric Watch { get; init; } = WatchedMetric.Loss;

    /// <summary>By how much the watched metric must be better than before to count as progress for the patience, 0 or more; default 0: by anything at all.</summary>
    public double MinimumChange { get; init; }

    /// <summary>Who is told of batches, epochs and the end, in this order, and may stop the training; default nobody.</summary>
    public IReadOnlyList<TrainingCallback> Callbacks { get; init; } = [];

    /// <summary>Whether the network ends with the weights of the epoch with the lowest validation loss (or the best <see cref="Watch"/>); default true.</summary>
    public bool RestoreBestWeights { get; init; } = true;

    /// <summary>Where and how often everything that the run is, is kept, so that it can go on after an interruption; default nowhere.</summary>
    public Checkpointing? Checkpoints { get; init; }

    /// <summary>
    /// The epoch after which training pauses, as completed, with the schedule that all <see cref="Epochs"/> have: going on from its checkpoint
    /// is training straight on. Null (the default) for none.
    /// </summary>
    internal int? UntilEpoch { get; init; }

    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    internal void Check()
    {
        if (Epochs < 1) throw new InvalidInputException($"The number of epochs must be at least 1, not {Epochs}.");
        if (BatchSize < 1) throw new InvalidInputException($"The batch size must be at least 1, not {BatchSize}.");
        CheckThreads(Threads);
        Checkpoints?.Check();
        if (!(WarmUp >= 0)) throw new InvalidInputException(FormattableString.Invariant($"The warm-up must be 0 epochs or more, not {WarmUp}."));
        if (WarmUp >= Epochs) throw new InvalidInputException($"A warm-up of {ShortNumber.Of(WarmUp)} {(WarmUp == 1 ? "epoch" : "epochs")} leaves none of {Epochs} to train at the full rate. Use a shorter warm-up, or more epochs.");
        if (WarmUp > 0 && Schedule.WarmsUp) throw new InvalidInputException($"The schedule {Schedule.Name} has a warm-up of its own. Leave out one of the two.");
        if (!(LabelSmoothing is >= 0 and < 1)) throw new InvalidInputException(FormattableString.Invariant($"The label smoothing must be a number from 0 to below 1, not {LabelSmoothing}."));
        if (!(MinimumChange >= 0 && double.IsFinite(MinimumChange))) throw new InvalidInputException(FormattableString.Invariant($"The minimum change must be a finite number of 0 or more, not {MinimumChange}."));
        if (!(Mixup >= 0 && Mixup <= LargestMixup && (Mixup == 0 || Mixup >= SmallestMixup))) throw new InvalidInputException(FormattableString.Invariant($"Alpha of mixup must be 0 for none, or from {SmallestMixup} to {LargestMixup}, such as 0.2, not {Mixup}."));
        Augmentations.Check(Augmentation);
        if (Averaging?.FromEpoch > Epochs) throw new InvalidInputException($"Weights averaged from epoch {Averaging.FromEpoch} on are none in {Counted.Of(Epochs, "epoch")}. Begin earlier, or train longer.");
        if (WindowRows < 1) throw new InvalidInputException($"The window must be at least 1 row, not {WindowRows}.");
        if (Patience < 1) throw new InvalidInputException($"The patience must be at least 1 epoch, not {Patience}.");
    }

    /// <exception cref="InvalidInputException">The optimizer takes several evaluations of one loss a step, and an option or a layer gives it none such.</exception>
    internal void CheckOptimizer(Network network, Optimizer optimizer)
    {
        if (!optimizer.SearchesAlongLines) return;
        string? unfit = network.Layers.Any(layer => layer.DrawsNumbers) ? "dropout and other noise"
            : Regularization != Regularization.None ? "clipping, L1 or a largest norm (weight decay is)"
            : Augmentation.Count > 0 || Mixup > 0 ? "augmentation or mixup"
            : Schedule != Schedule.Constant || WarmUp > 0 ? "a schedule or a warm-up, since it searches for its steps" : null;
        if (unfit is not null) throw new InvalidInputException($"The optimizer {optimizer.Name} is not for {unfit}. Leave that out, or choose another optimizer.");
    }

    /// <exception cref="InvalidInputException">An option does not suit the data.</exception>
    internal void CheckData(Network network, Optimizer optimizer, Dataset training, bool hasValidation)
    {
        if (optimizer.SearchesAlongLines && BatchSize < training.Count)
            throw new InvalidInputException($"The optimizer {optimizer.Name} takes its steps on the whole data set, and batches of {BatchSize} are less than its {Counted.Of(training.Count, "row")}. Let the whole data set be one batch (--batch-size all), or choose another optimizer.");
        if (network.TiesDataPoints && Math.Min(BatchSize, training.Count) == 1)
            throw new InvalidInputException($"Batch normalization goes by the spread of a batch, and a batch of {(training.Count == 1 ? "the only" : "one")} data point has none. Use {(training.Count == 1 ? "more data" : "a batch size of 2 or more")}, or layer normalization.");
        Watch.Check(training.IsClassification);
        if (Augmentation.Count > 0) ShapeOf(training);
        if (Schedule.NeedsValidation && !hasValidation)
            throw new InvalidInputException($"The schedule {Schedule.Name} goes by the validation loss, and there are no validation data. Hold some out, or choose another schedule.");
        if (LabelSmoothing != 0 && !training.IsClassification)
            throw new InvalidInputException($"Label smoothing is for classes, and '{training.Name}' has numbers to predict. Leave it out.");
    }

    /// <summary>The shape of the images that are changed.</summary>
    /// <exception cref="InvalidInputException">The data are no images, or of another size.</exception>
    internal ImageShape ShapeOf(Dataset training)
    {
        var shape = (ImageShape is null ? training : training.AsImages(ImageShape)).ImageShape
            ?? throw new InvalidInputException($"'{training.Name}' is not known to hold images, and augmentation changes images. Give their shape ({nameof(ImageShape)}, --image-shape 28x28), or leave out the augmentation.");
        return (long)shape.Height * shape.Width <= ImageDraws.Most
            ? shape
            : throw new InvalidInputException($"Images of {shape} are too large to be augmented: at most {ImageDraws.Most} pixels.");
    }

    // Beyond them λ is 0 or 1, or ½, to the precision of a float.
    /// <summary>The smallest α of <see cref="Mixup"/> above 0.</summary>
    public const float SmallestMixup = 0.001f;

    /// <summary>The largest α of <see cref="Mixup"/>.</summary>
    public const float LargestMixup = 10_000;

    /// <summary>Schedule, regularization and what is watched, where it is not the usual: name and value as text.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Unusual()
    {
        (string Name, object? Value, object? Usual)[] all =
        [
            ("schedule", Schedule, Schedule.Constant), ("warmUp", WarmUp, 0.0), ("clipNorm", Regularization.ClipNorm, null), ("clipValue", Regularization.ClipValue, null),
            ("l1", Regularization.L1, 0f), ("maxNorm", Regularization.MaxNorm, null), ("labelSmoothing", LabelSmoothing, 0f), ("averaging", Averaging, null),
            ("augmentation", Augmentations.Write(Augmentation), ""), ("mixup", Mixup, 0f), ("imageShape", ImageShape, null),
            ("watch", WatchedMetrics.All.First(entry => entry.Metric == Watch).Name, "loss"), ("minimumChange", MinimumChange, 0.0),
            ("windowRows", WindowRows, null),
        ];
        foreach (var (name, value, usual) in all)
            if (!Equals(value, usual)) yield return new(name, FormattableString.Invariant($"{value}"));
    }

    private const int MostThreads = 1024;

    /// <exception cref="InvalidInputException">The number is out of its range.</exception>
    internal static void CheckThreads(int? threads)
    {
        if (threads is < 1 or > MostThreads) throw new InvalidInputException($"The number of threads must be 1 to {MostThreads}, not {threads}.");
    }
}

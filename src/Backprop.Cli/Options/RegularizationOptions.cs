using System.CommandLine;
using System.Globalization;
using Backprop.Cli.Reports;
using Backprop.Data;

namespace Backprop.Cli.Options;

/// <summary>How the learning rate changes, and what is done against overfitting and too large steps.</summary>
internal sealed class RegularizationOptions() : OptionGroup("Schedule and regularization")
{
    /// <summary>The option of <see cref="Members"/>.</summary>
    public const string EnsembleName = "--ensemble";

    private readonly ValueOption<Schedule> _schedule = new(
        "--schedule", "NAME", $"How the learning rate changes: {string.Join(", ", Schedule.Names)}; with parameters: step:10,0.5 (every 10 epochs to its half), exponential:0.95, inverse-time:0.1, polynomial:2, cosine:5,2 (restarts), one-cycle:0.3, plateau:5,0.5.",
        Read.Named(Schedule.Parse, Schedule.Names))
    { Completions = Schedule.Names, DefaultText = "cosine" };

    private readonly ValueOption<float?> _warmUp = new(
        "--warm-up", "EPOCHS", "Epochs, or a fraction of one, in which the learning rate rises from near 0.", text => Read.NotNegative(text), "0");

    private readonly ValueOption<float?> _clip = new(
        "--clip", "NORM", "The largest norm of the gradient over all weights: a longer one is shortened to it.", text => Read.Positive(text))
    { DefaultText = "none" };

    private readonly ValueOption<float?> _clipValue = new(
        "--clip-value", "NUMBER", "The largest size of each number of the gradient.", text => Read.Positive(text))
    { DefaultText = "none" };

    private readonly ValueOption<float?> _l1 = new("--l1", "NUMBER", "λ of L1 regularization, which pulls weights to exactly 0.", text => Read.NotNegative(text), "0");

    private readonly ValueOption<float?> _maxNorm = new(
        "--max-norm", "NUMBER", "The largest norm of the weights into a neuron.", text => Read.Positive(text))
    { DefaultText = "none" };

    private readonly ValueOption<float?> _dropout = new(
        "--dropout", "RATE", "The share of each hidden layer's activations that is dropped in a step (alpha dropout behind selu).", text => Read.BelowOne(text))
    { DefaultText = "0; for classes from 1,000 rows and 16 inputs on 0.2" };

    private readonly ValueOption<float?> _labelSmoothing = new(
        "--label-smoothing", "PART", "The part of a class's target that all classes share.", text => Read.BelowOne(text), "0");

    private readonly ValueOption<IReadOnlyList<ImageTransform>> _augment = new(
        "--augment", "LIST", "Random changes of the training images, anew each epoch: shift=PIXELS, rotate=DEGREES, scale=PART, elastic=ALPHA:SIGMA, or some of them in this way: shift=2,rotate=10,scale=0.1,elastic=34:4.",
        Augmentations.Parse)
    { DefaultText = "none" };

    private readonly ValueOption<ImageShape> _imageShape = new(
        "--image-shape", "HxW", "The shape of the images, for --augment: 28x28, or with channels 3x32x32.", ImageShape.Parse)
    { DefaultText = "that of IDX images and digits" };

    private readonly ValueOption<float?> _mixup = new(
        "--mixup", "ALPHA", "Mix each training row with another one, inputs and targets, by a share from Beta(ALPHA, ALPHA); 0.1 to 0.4 are usual.", ReadMixup, "0");

    private readonly ValueOption<WeightAveraging> _average = new(
        "--average", "KIND", "Average weights along the way: ema:0.999 (exponentially, after each step) or swa:30 (equally, after each epoch from 30 on).", ReadAveraging)
    { DefaultText = "none" };

    private readonly ValueOption<int?> _ensemble = new(
        EnsembleName, "N", "Train so many networks, whose seeds follow one another, and average their outputs; all go into one model.", text => Read.Whole(text, 1, 1000), "1");

    private readonly ValueOption<WatchedMetric?> _watch = new(
        "--watch", "METRIC", $"What patience and the best epoch go by: {string.Join(", ", Metrics.Select(metric => metric.Word))}.", Read.OneOf(Metrics), "loss")
    { Completions = Metrics.Select(metric => metric.Word) };

    private readonly ValueOption<float?> _minimumChange = new(
        "--minimum-change", "NUMBER", "By how much the watched metric must improve to count as progress for the patience.", text => Read.NotNegative(text), "0");

    private static IReadOnlyList<(string Word, WatchedMetric? Value)> Metrics =>
        [.. WatchedMetrics.All.Select(entry => (entry.Name, (WatchedMetric?)entry.Metric))];

    public override IReadOnlyList<Option> Options =>
        [_schedule, _warmUp, _clip, _clipValue, _l1, _maxNorm, _dropout, _labelSmoothing, _augment, _imageShape, _mixup, _average, _ensemble, _watch, _minimumChange];

    /// <summary>Networks to train and average.</summary>
    public int Members(ParseResult result) => _ensemble.Of(result)!.Value;

    /// <summary>Puts the given values into the options of a training, of which everything else is there already.</summary>
    public ModelOptions Apply(ParseResult result, ModelOptions options)
    {
        if (options.Validation == 0)
            foreach (var option in new Option[] { _watch, _minimumChange }) Refuse(result, option, "there are no validation data with --validation 0");
        if (options.Training.Patience is null) Refuse(result, _minimumChange, "training waits for no progress with --patience none");
        if (options.Optimizer is Rprop)
        {
            foreach (var option in new Option[] { _schedule, _warmUp }) Refuse(result, option, "rprop has step sizes of its own");
            foreach (var option in new Option[] { _clip, _clipValue }) Refuse(result, option, "rprop looks at the signs of the gradient alone");
        }
        if (options.Hidden.Count == 0) Refuse(result, _dropout, "there is no hidden layer");
        RequireEpochs(result, options.Training.Epochs);
        if (!WasGiven(result, _augment)) Refuse(result, _imageShape, "there is no --augment");
        // A line search needs the same loss for the same weights, and finds steps of its own.
        bool searches = options.Optimizer is { SearchesAlongLines: true };
        return options with
        {
            Dropout = _dropout.Of(result) ?? (options.Hidden.Count == 0 || searches ? 0 : options.Dropout),
            Training = options.Training with
            {
                Schedule = options.Optimizer is Rprop ? Schedule.Constant : _schedule.Of(result) ?? (searches ? Schedule.Constant : options.Training.Schedule),
                WarmUp = _warmUp.Of(result)!.Value,
                Regularization = new Regularization { ClipNorm = _clip.Of(result), ClipValue = _clipValue.Of(result), L1 = _l1.Of(result)!.Value, MaxNorm = _maxNorm.Of(result) },
                LabelSmoothing = _labelSmoothing.Of(result)!.Value,
                Augmentation = _augment.Of(result) ?? [],
                ImageShape = _imageShape.Of(result),
                Mixup = _mixup.Of(result)!.Value,
                Averaging = _average.Of(result),
                Watch = _watch.Of(result)!.Value,
                MinimumChange = _minimumChange.Of(result)!.Value,
            },
        };
    }

    /// <exception cref="InvalidInputException">An option begins or ends behind the last epoch.</exception>
    private void RequireEpochs(ParseResult result, int epochs)
    {
        if (_warmUp.Of(result) is > 0 and var warmUp && warmUp >= epochs)
            throw new InvalidInputException($"{_warmUp.Name} {Figures.Short(warmUp)}: it leaves none of {Figures.Count(epochs, "epoch")} to train at the full rate. Give fewer, or more --epochs.");
        if (_average.Of(result) is { FromEpoch: var from } && from > epochs)
            throw new InvalidInputException($"{_average.Name} swa:{from}: there are only {Figures.Count(epochs, "epoch")}. Begin earlier, or give more --epochs.");
    }

    private static float? ReadMixup(string text) =>
        Read.NotNegative(text) is var alpha && alpha is 0 or (>= TrainingOptions.SmallestMixup and <= TrainingOptions.LargestMixup)
            ? alpha
            : throw new InvalidInputException($"give 0 for none, or a number from {Figures.Short(TrainingOptions.SmallestMixup)} to {Figures.Short(TrainingOptions.LargestMixup)}, such as 0.2.");

    private static WeightAveraging ReadAveraging(string text)
    {
        string[] parts = text.Split(':');
        if (parts is ["ema"]) return WeightAveraging.Exponential();
        if (parts is ["ema", var decay] && float.TryParse(decay, NumberStyles.Float, CultureInfo.InvariantCulture, out float d)) return WeightAveraging.Exponential(d);
        if (parts is ["swa", var epoch] && int.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out int e)) return WeightAveraging.Equal(e);
        throw new InvalidInputException("give ema:0.999, with a decay below 1, or swa:30, with the first epoch.");
    }
}

using System.CommandLine;
using System.Globalization;

namespace Backprop.Cli.Options;

/// <summary>How, how long and in what portions the network is trained.</summary>
internal sealed class OptimizationOptions() : OptionGroup("Training")
{
    private const string WholeDataset = "all", NoPatience = "none";

    private static readonly TrainingOptions Defaults = new();

    // An optimizer is registered here: its name, and how it is made from a learning rate; null leaves the choice to the library.
    private static readonly IReadOnlyList<(string Word, Func<float?, Optimizer?> Value)> Optimizers =
    [
        ("sgd", rate => rate is { } given ? new Sgd(given) : null),
    ];

    private readonly ValueOption<Func<float?, Optimizer?>> _optimizer = new(
        "--optimizer", "NAME", $"How gradients change weights: {string.Join(", ", Optimizers.Select(optimizer => optimizer.Word))}.", Read.OneOf(Optimizers), "sgd")
    { Completions = Optimizers.Select(optimizer => optimizer.Word) };

    private readonly ValueOption<float?> _learningRate = new(
        "--learning-rate", "RATE", "The factor of an update, above 0.", text => Read.Positive(text))
    { DefaultText = FormattableString.Invariant($"for sgd {Sgd.DefaultLearningRate} where outputs are probabilities, {Sgd.DefaultLearningRateForNumbers} where they are numbers") };

    private readonly ValueOption<int?> _batchSize = new(
        "--batch-size", "N", $"Data points of an update; '{WholeDataset}' for plain gradient descent over the whole data set.",
        Read.CountOr(WholeDataset, TrainingOptions.WholeDataset), Text(Defaults.BatchSize))
    { Completions = [WholeDataset] };

    private readonly ValueOption<int> _epochs = new("--epochs", "N", "The most passes over the data.", Read.Count, Text(Defaults.Epochs));

    private readonly ValueOption<int?> _patience = new(
        "--patience", "N", $"Epochs without a lower validation loss after which training ends; '{NoPatience}' for never.",
        Read.CountOr(NoPatience), Text(Defaults.Patience!.Value))
    { Completions = [NoPatience] };

    private readonly ValueOption<ulong> _seed = new(
        "--seed", "N", "Key of all random numbers: the same seed gives the same bits, on every machine.", Read.Seed, "0");

    private readonly ThreadsOption _threads = new();

    public override IReadOnlyList<Option> Options => [_optimizer, _learningRate, _batchSize, _epochs, _patience, _seed, _threads.Option];

    /// <summary>The key of all random numbers.</summary>
    public ulong Seed(ParseResult result) => _seed.Of(result);

    /// <summary>Puts the given values into the options of a training.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="options">With the share of the validation data in it already.</param>
    public ModelOptions Apply(ParseResult result, ModelOptions options)
    {
        if (options.Validation == 0) Refuse(result, _patience, "there are no validation data with --validation 0");
        return options with
        {
            Optimizer = _optimizer.Of(result)!(_learningRate.Of(result)),
            Training = Defaults with
            {
                BatchSize = _batchSize.Of(result)!.Value,
                Epochs = _epochs.Of(result),
                Patience = _patience.Of(result),
                Seed = Seed(result),
                Threads = _threads.Of(result),
            },
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

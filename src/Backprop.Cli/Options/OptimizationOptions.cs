using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>How, how long and in what portions the network is trained.</summary>
internal sealed class OptimizationOptions() : OptionGroup("Training")
{
    private const string WholeDataset = "all", NoPatience = "none";

    private readonly RuleOptions _rule = new();

    private readonly ValueOption<int?> _batchSize = new(
        "--batch-size", "N", $"Data points of an update; '{WholeDataset}' for plain gradient descent over the whole data set.",
        Read.CountOr(WholeDataset, TrainingOptions.WholeDataset))
    { Completions = [WholeDataset], DefaultText = "32; 128 from 10,000 rows; all for rprop and lbfgs" };

    private readonly ValueOption<int?> _epochs = new("--epochs", "N", "The most passes over the data.", text => Read.Count(text))
    { DefaultText = "200; 100 from 1,000 rows, 20 from 10,000" };

    private readonly ValueOption<int?> _patience = new(
        "--patience", "N", $"Epochs without a lower validation loss after which training ends; '{NoPatience}' for never.",
        Read.CountOr(NoPatience))
    { Completions = [NoPatience], DefaultText = "40; 20 from 1,000 rows, 10 from 10,000" };

    private readonly ValueOption<ulong> _seed = new(
        "--seed", "N", "Key of all random numbers: the same seed gives the same bits, on every machine.", Read.Seed, "0");

    private readonly ThreadsOption _threads = new();

    public override IReadOnlyList<Option> Options => [.. _rule.Options, _batchSize, _epochs, _patience, _seed, _threads.Option];

    /// <summary>The key of all random numbers.</summary>
    public ulong Seed(ParseResult result) => _seed.Of(result);

    /// <summary>Puts the given values into the options of a training.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="options">What suits the data, with the network and the share of the validation data in it already.</param>
    /// <param name="givesProbabilities">Whether the network's outputs are probabilities.</param>
    public ModelOptions Apply(ParseResult result, ModelOptions options, bool givesProbabilities)
    {
        if (options.Validation == 0) Refuse(result, _patience, "there are no validation data with --validation 0");
        var optimizer = _rule.Chosen(result, options.Optimizer!, givesProbabilities);
        return options with
        {
            Optimizer = optimizer,
            Training = options.Training with
            {
                BatchSize = _batchSize.Of(result) ?? (optimizer is Rprop or { SearchesAlongLines: true } ? TrainingOptions.WholeDataset : options.Training.BatchSize),
                Epochs = _epochs.Of(result) ?? options.Training.Epochs,
                Patience = WasGiven(result, _patience) ? _patience.Of(result) : options.Training.Patience,
                Seed = Seed(result),
                Threads = _threads.Of(result),
            },
        };
    }
}

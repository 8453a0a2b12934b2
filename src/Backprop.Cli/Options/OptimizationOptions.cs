using System.CommandLine;
using System.Globalization;

namespace Backprop.Cli.Options;

/// <summary>How, how long and in what portions the network is trained.</summary>
internal sealed class OptimizationOptions() : OptionGroup("Training")
{
    private const string WholeDataset = "all", NoPatience = "none";

    private static readonly TrainingOptions Defaults = new();

    private readonly RuleOptions _rule = new();

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

    public override IReadOnlyList<Option> Options => [.. _rule.Options, _batchSize, _epochs, _patience, _seed, _threads.Option];

    /// <summary>The key of all random numbers.</summary>
    public ulong Seed(ParseResult result) => _seed.Of(result);

    /// <summary>Puts the given values into the options of a training.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="options">With the share of the validation data in it already.</param>
    public ModelOptions Apply(ParseResult result, ModelOptions options)
    {
        if (options.Validation == 0) Refuse(result, _patience, "there are no validation data with --validation 0");
        var optimizer = _rule.Chosen(result);
        return options with
        {
            Optimizer = optimizer,
            Training = Defaults with
            {
                BatchSize = optimizer is { SearchesAlongLines: true } && !WasGiven(result, _batchSize) ? TrainingOptions.WholeDataset : _batchSize.Of(result)!.Value,
                Epochs = _epochs.Of(result),
                Patience = _patience.Of(result),
                Seed = Seed(result),
                Threads = _threads.Of(result),
            },
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

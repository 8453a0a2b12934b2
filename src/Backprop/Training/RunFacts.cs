using Backprop.Data;

namespace Backprop;

/// <summary>What decides the bits of a training.</summary>
internal static class RunFacts
{
    /// <summary>
    /// Neither the number of threads nor how long training may go on is part of it: threads change no bit, and more epochs or patience
    /// than before may be asked for.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="optimizer">The rule.</param>
    /// <param name="options">Everything else.</param>
    /// <param name="rows">Data points to learn from.</param>
    /// <param name="data">What tells the data from others.</param>
    /// <param name="blockRows">Rows of a block, where the order of the rows depends on it; null (the default) where not.</param>
    public static RunIdentity Of(
        Network network, Loss loss, Optimizer optimizer, TrainingOptions options, int rows, (string Training, string? Validation) data, int? blockRows = null)
    {
        var settings = optimizer.Settings;
        return new RunIdentity([
            new("network", JsonText.Write(json => LayerCatalog.WriteAll(json, network.Layers))),
            new("inputs", FormattableString.Invariant($"{network.Inputs}")),
            new("loss", loss.Name),
            new("training data", data.Training),
            new("validation data", data.Validation ?? "none"),
            new("optimizer", settings.Name),
            .. settings.NumbersByName.Select(option => new KeyValuePair<string, string>(option.Key, FormattableString.Invariant($"{option.Value}"))),
            .. settings.FlagsByName.Select(option => new KeyValuePair<string, string>(option.Key, option.Value ? "true" : "false")),
            new("batchSize", FormattableString.Invariant($"{Math.Min(options.BatchSize, rows)}")),
            new(Seed, Text(options.Seed)),
            new("restoreBestWeights", options.RestoreBestWeights ? "true" : "false"),
            .. options.Unusual(),
            .. blockRows is null ? [] : (IEnumerable<KeyValuePair<string, string>>)[new("blockRows", FormattableString.Invariant($"{blockRows}"))],
        ]);
    }

    /// <summary>The same training with another seed.</summary>
    public static RunIdentity WithSeed(RunIdentity run, ulong seed) => run.Changed(Seed, Text(seed));

    /// <summary>What tells data from others.</summary>
    public static string Of(Dataset data) => Fact(data.Count, data.Features, Fingerprint.Of(data));

    /// <summary>The same of data that are not in memory; they are read once for it.</summary>
    public static string Of(BlockSource data) => Fact(data.Count, data.Features, Fingerprint.Of(data));

    private static string Fact(int rows, int features, string digest) => FormattableString.Invariant($"{rows} rows of {features} features, SHA-256 {digest[..ShownDigits]}…");

    private const string Seed = "seed";

    private static string Text(ulong seed) => FormattableString.Invariant($"{seed}");

    // 64 bits tell two data sets apart by accident, which is all that this is for.
    private const int ShownDigits = 16;
}

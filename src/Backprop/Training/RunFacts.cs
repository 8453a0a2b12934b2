using Backprop.Data;

namespace Backprop;

/// <summary>What decides the bits of a training.</summary>
internal static class RunFacts
{
    /// <summary>
    /// Neither the number of threads nor how long training may go on is part of it: threads change no bit, and more epochs or patience
    /// than before may be asked for.
    /// </summary>
    public static RunIdentity Of(Network network, Loss loss, Optimizer optimizer, TrainingOptions options, Dataset training, Dataset? validation)
    {
        var settings = optimizer.Settings;
        return new RunIdentity([
            new("network", JsonText.Write(json => LayerCatalog.Write(json, network.Layers))),
            new("inputs", FormattableString.Invariant($"{network.Inputs}")),
            new("loss", loss.Name),
            new("training data", Fact(training)),
            new("validation data", validation is null ? "none" : Fact(validation)),
            new("optimizer", settings.Name),
            .. settings.NumbersByName.Select(option => new KeyValuePair<string, string>(option.Key, FormattableString.Invariant($"{option.Value}"))),
            .. settings.FlagsByName.Select(option => new KeyValuePair<string, string>(option.Key, option.Value ? "true" : "false")),
            new("batchSize", FormattableString.Invariant($"{Math.Min(options.BatchSize, training.Count)}")),
            new("seed", FormattableString.Invariant($"{options.Seed}")),
            new("restoreBestWeights", options.RestoreBestWeights ? "true" : "false"),
            .. options.Unusual(),
        ]);
    }

    private static string Fact(Dataset data) => FormattableString.Invariant($"{data.Count} rows of {data.Features} features, SHA-256 {Fingerprint.Of(data)[..ShownDigits]}…");

    // 64 bits tell two data sets apart by accident, which is all that this is for.
    private const int ShownDigits = 16;
}

namespace Backprop.Cli.Reports;

/// <summary>The options that were chosen by the data, in words.</summary>
internal static class DefaultsText
{
    /// <param name="names">Their names, as model files have them.</param>
    /// <param name="network">The network: where it drops nothing, that is what was chosen.</param>
    /// <param name="hasValidation">Whether there were validation data, without which there is no patience.</param>
    /// <returns>Such as <c>hidden, no dropout, learning rate</c>; null where nothing was.</returns>
    public static string? Of(IEnumerable<string> names, Network network, bool hasValidation)
    {
        var words = names.Where(name => name != "patience" || hasValidation)
            .Select(name => name == "dropout" && !Drops(network.Layers) ? "no dropout" : InWords(name)).ToList();
        return words.Count > 0 ? string.Join(", ", words) : null;
    }

    private static bool Drops(IEnumerable<Layer> layers) =>
        layers.Any(layer => layer is Dropout or AlphaDropout || (layer is Residual residual && Drops(residual.Layers)));

    /// <summary>batchSize → batch size.</summary>
    private static string InWords(string option) => string.Concat(option.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));
}

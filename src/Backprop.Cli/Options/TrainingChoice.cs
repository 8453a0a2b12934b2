using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>From what suits the data and what the command line says to the options of a training.</summary>
internal static class TrainingChoice
{
    public static ModelOptions Of(
        ParseResult parsed, ModelOptions defaults, bool isClassification, SplitOptions split, NetworkOptions network, OptimizationOptions optimization, RegularizationOptions regularization)
    {
        var options = network.Apply(parsed, defaults with { Validation = split.Validation(parsed) });
        bool givesProbabilities = options.OutputActivation?.GivesProbabilities ?? isClassification;
        return regularization.Apply(parsed, optimization.Apply(parsed, options, givesProbabilities));
    }
}

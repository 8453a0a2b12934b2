using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>Whether an error comes with its stack.</summary>
internal static class VerboseOption
{
    public const string Name = "--verbose";

    public static Option<bool> Create() => new(Name) { Description = "With an error, also print its stack.", Recursive = true };
}

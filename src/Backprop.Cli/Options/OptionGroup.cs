using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>Options that belong together: a heading in help, and a place that reads them.</summary>
internal abstract class OptionGroup(string title)
{
    /// <summary>The heading in help.</summary>
    public string Title { get; } = title;

    /// <summary>The options in the order of help.</summary>
    public abstract IReadOnlyList<Option> Options { get; }

    /// <summary>Refuses an option that was given but can have no effect.</summary>
    /// <exception cref="InvalidInputException">It was given.</exception>
    protected static void Refuse(ParseResult result, Option option, string reason)
    {
        if (WasGiven(result, option)) throw new InvalidInputException($"{option.Name} has no effect: {reason}.");
    }

    /// <summary>Whether the option stands on the command line, rather than having its default.</summary>
    protected static bool WasGiven(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };
}

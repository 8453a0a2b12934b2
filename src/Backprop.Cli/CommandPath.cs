using System.CommandLine;
using System.CommandLine.Parsing;

namespace Backprop.Cli;

/// <summary>The words that lead to a command.</summary>
internal static class CommandPath
{
    /// <summary>What help and errors call the program, whatever its file is named.</summary>
    public const string Program = "backprop";

    /// <summary>Such as <c>backprop data export</c>.</summary>
    public static string Of(ParseResult parsed) => Of(parsed.CommandResult);

    /// <inheritdoc cref="Of(ParseResult)"/>
    public static string Of(CommandResult command)
    {
        var names = new Stack<string>();
        for (var result = command; result is not null; result = result.Parent as CommandResult)
            names.Push(result.Command is RootCommand ? Program : result.Command.Name);
        return string.Join(' ', names);
    }
}

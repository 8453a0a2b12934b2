using System.CommandLine;
using System.CommandLine.Parsing;
using Backprop.Cli.Options;

namespace Backprop.Cli;

/// <summary>What the parser did not understand, in one line.</summary>
internal static class UsageError
{
    public static string Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        string path = CommandPath.Of(parsed);
        if (parsed.Errors.FirstOrDefault(found => found.SymbolResult is OptionResult) is { } error) return OfOption((OptionResult)error.SymbolResult!, error.Message, path);
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            bool isOption = unknown.StartsWith('-') && unknown.Length > 1;
            IEnumerable<string> known = isOption ? Options(parsed) : command.Subcommands.Select(child => child.Name);
            return isOption || command.Subcommands.Count > 0
                ? $"'{path}' knows no {(isOption ? "option" : "command")} '{unknown}'.{Spelling.Suggest(unknown, known)} {SeeHelp(path)}"
                : $"'{path}' has no use for '{unknown}': {Expected(command)} {SeeHelp(path)}";
        }
        return command.Subcommands.Count > 0 && command.Arguments.Count == 0
            ? $"give a command: {Read.Alternatives(command.Subcommands.Select(child => child.Name))}. {SeeHelp(path)}"
            : Missing(parsed, command) is { } missing ? $"{missing} {SeeHelp(path)}" : parsed.Errors[0].Message;
    }

    /// <summary>A word that looks like an option of a command and is none.</summary>
    public static string Unknown(CommandResult command, string word)
    {
        var names = command.Command.Options.Where(option => !option.Hidden).Select(option => option.Name).ToList();
        for (var parent = command.Parent; parent is CommandResult above; parent = above.Parent) names.AddRange(above.Command.Options.Where(option => option.Recursive).Select(option => option.Name));
        string path = CommandPath.Of(command);
        return $"'{path}' knows no option '{word}'.{Spelling.Suggest(word, names)} {SeeHelp(path)}";
    }

    private static string OfOption(OptionResult result, string message, string path)
    {
        var option = result.Option;
        if (result.Tokens.Count < option.Arity.MinimumNumberOfValues)
            return $"{option.Name} {(result.IdentifierTokenCount == 0 ? "is missing" : "has no value")}: give {option.Name} {option.HelpName}. {SeeHelp(path)}";
        return result.IdentifierTokenCount > 1 && option.Arity.MaximumNumberOfValues <= 1
            ? $"{option.Name} is given {result.IdentifierTokenCount} times: give it once."
            : message;
    }

    private static string? Missing(ParseResult parsed, Command command) =>
        command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && parsed.GetResult(argument) is not { Tokens.Count: > 0 }) is { } argument
            ? $"{argument.Name} is missing: give '{CommandPath.Of(parsed)} {string.Join(' ', command.Arguments.Select(needed => needed.Name))}'."
            : command.Options.FirstOrDefault(option => option.Required && parsed.GetResult(option) is not { Implicit: false }) is { } option
            ? $"{option.Name} is missing: give {option.Name} {option.HelpName}."
            : null;

    private static string Expected(Command command) => command.Arguments.Count == 0
        ? "it takes options only."
        : $"it takes {Read.Alternatives(command.Arguments.Select(argument => argument.Name)).Replace(" or ", " and ", StringComparison.Ordinal)}.";

    private static string SeeHelp(string path) => $"See '{path} --help'.";

    private static IEnumerable<string> Options(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.Where(option => !option.Hidden).Concat(parsed.RootCommandResult.Command.Options.Where(option => option.Recursive)).Select(option => option.Name);
}

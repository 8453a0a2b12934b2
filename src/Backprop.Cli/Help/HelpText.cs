using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Backprop.Cli.Commands;
using Backprop.Cli.Options;
using Backprop.Cli.Terminals;

namespace Backprop.Cli.Help;

/// <summary>Help with grouped options, their defaults and allowed values, and examples.</summary>
internal sealed class HelpText(CommandEnvironment environment) : SynchronousCommandLineAction
{
    private const int WidestLabel = 32, WidestText = 100;

    public override bool ClearsParseErrors => true;

    /// <summary>Replaces the help of a root command.</summary>
    public static void InstallIn(RootCommand root, CommandEnvironment environment)
    {
        foreach (var help in root.Options.OfType<HelpOption>()) help.Action = new HelpText(environment);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        Paragraph(command.Description!);
        string path = CommandPath.Of(parseResult);
        // A command that does something by itself has its subcommands in a line of their own.
        bool isBoth = command.Arguments.Count > 0 && command.Subcommands.Count > 0;
        Section("Usage", isBoth
            ? [($"{path}{Placeholders(command, commands: false)}", ""), ($"{path} COMMAND …", "")]
            : [($"{path}{Placeholders(command)}", "")]);
        Section("Arguments", command.Arguments.Select(argument => (argument.Name, argument.Description ?? "")));
        Section("Commands", command.Subcommands.Select(child => (child.Name + Placeholders(child, options: false), child.Description ?? "")));
        var grouped = (command as DocumentedCommand)?.Groups ?? [];
        foreach (var group in grouped) Section(group.Title, group.Options.Where(option => !option.Hidden).Select(Describe));
        var others = command.Options.Except(grouped.SelectMany(group => group.Options))
            .Union(parseResult.RootCommandResult.Command.Options.Where(option => option.Recursive));
        Section(grouped.Count > 0 ? "Other" : "Options", others.Select(Describe));
        if (command is DocumentedCommand documented) Examples(documented);
        if (command is RootCommand) Completion();
        return ExitCode.Done;
    }

    private static (string, string) Describe(Option option)
    {
        string names = string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-')).Prepend(option.Name));
        string fallback = option is IDescribed { DefaultText: { } text } ? $" [default: {text}]" : "";
        return (option.HelpName is { } value ? $"{names} {value}" : names, option.Description + fallback);
    }

    private void Examples(DocumentedCommand command)
    {
        environment.Out.WriteLine();
        environment.Out.WriteLine("Examples:");
        foreach (var (arguments, meaning) in command.Examples)
        {
            environment.Out.WriteLine($"  # {meaning}");
            environment.Out.WriteLine($"  {CommandPath.Program} {arguments}");
        }
    }

    private void Completion()
    {
        environment.Out.WriteLine();
        Paragraph($"'{CommandPath.Program} COMMAND --help' explains a command. Shells complete commands, options and values by dotnet-suggest, or by asking the program: '{CommandPath.Program} \"[suggest:19]\" \"train --activation \"' lists what may stand at position 19.");
    }

    private void Section(string title, IEnumerable<(string Label, string Text)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0) return;
        environment.Out.WriteLine();
        environment.Out.WriteLine($"{title}:");
        int labelWidth = Math.Min(WidestLabel, all.Max(row => row.Label.Length));
        foreach (var (label, text) in all)
        {
            var lines = text.Length == 0 ? [] : Facts.Wrap(text, Width - labelWidth - 4).ToList();
            bool apart = label.Length > labelWidth && lines.Count > 0;
            if (apart) environment.Out.WriteLine($"  {label}");
            else environment.Out.WriteLine($"  {label.PadRight(labelWidth)}  {lines.FirstOrDefault()}".TrimEnd());
            foreach (string line in lines.Skip(apart ? 0 : 1)) environment.Out.WriteLine($"{new string(' ', labelWidth + 4)}{line}");
        }
    }

    private void Paragraph(string text)
    {
        foreach (string line in Facts.Wrap(text, Width)) environment.Out.WriteLine(line);
    }

    private int Width => Math.Min(WidestText, environment.Terminal.Width - 1);

    private static string Placeholders(Command command, bool options = true, bool commands = true) =>
        string.Concat(command.Arguments.Select(argument => $" {argument.Name}"))
        + (commands && command.Subcommands.Count > 0 ? " COMMAND" : "")
        + (options && command.Options.Count > 0 ? " [options]" : "");
}

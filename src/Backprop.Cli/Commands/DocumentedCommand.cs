using System.CommandLine;
using Backprop.Cli.Options;

namespace Backprop.Cli.Commands;

/// <summary>A command with grouped options and examples in its help.</summary>
internal abstract class DocumentedCommand(string name, string description) : Command(name, description)
{
    private readonly List<OptionGroup> _groups = [];

    /// <summary>The groups in the order of help.</summary>
    public IReadOnlyList<OptionGroup> Groups => _groups;

    /// <summary>Command lines without the program's name, and what each does.</summary>
    public abstract IReadOnlyList<(string Arguments, string Meaning)> Examples { get; }

    /// <summary>Sets the action of a command that computes: a wrong setting of the environment is refused before anything is read or printed.</summary>
    protected void SetComputation(Func<ParseResult, int> run) => SetAction(parsed =>
    {
        _ = Engine.VectorWidth;
        return run(parsed);
    });

    /// <summary>Adds all options of a group.</summary>
    protected void Add(OptionGroup group)
    {
        _groups.Add(group);
        foreach (var option in group.Options) Options.Add(option);
    }
}

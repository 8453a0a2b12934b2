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

    /// <summary>Adds all options of a group.</summary>
    protected void Add(OptionGroup group)
    {
        _groups.Add(group);
        foreach (var option in group.Options) Options.Add(option);
    }
}

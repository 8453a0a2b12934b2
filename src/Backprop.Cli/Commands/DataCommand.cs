using System.CommandLine;

namespace Backprop.Cli.Commands;

/// <summary><c>data …</c>: what there is to train on.</summary>
internal sealed class DataCommand : Command
{
    public DataCommand(CommandEnvironment environment) : base("data", "Lists the built-in data sets, and writes one as CSV.")
    {
        Add(new DataListCommand(environment));
        Add(new DataExportCommand(environment));
    }
}

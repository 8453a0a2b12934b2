using System.CommandLine;

namespace Backprop.Cli.Commands;

/// <summary><c>data …</c>: what there is to train on.</summary>
internal sealed class DataCommand : Command
{
    public DataCommand(CommandEnvironment environment) : base("data", "Lists the built-in data sets, writes one as CSV, describes a table, and shows augmented images.")
    {
        Add(new DataListCommand(environment));
        Add(new DataExportCommand(environment));
        Add(new DataDescribeCommand(environment));
        Add(new DataAugmentCommand(environment));
    }
}

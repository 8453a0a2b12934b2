using System.CommandLine;

namespace Backprop.Cli.Commands;

/// <summary><c>tune …</c>: finds options of a training.</summary>
internal sealed class TuneCommand : Command
{
    public TuneCommand(CommandEnvironment environment) : base("tune", "Finds options of a training by trying them: so far, the learning rate.") =>
        Add(new TuneRateCommand(environment));
}

using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>Whether a program reads the output, rather than a person.</summary>
internal sealed class JsonOption : Option<bool>
{
    public JsonOption(string description) : base("--json") => Description = description;
}

using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>Where predictions go.</summary>
internal sealed class PredictionOptions() : OptionGroup("Result")
{
    private readonly ValueOption<string> _output = new("--output", "FILE", "Where the predictions go; an existing file is replaced; '-' is the standard output.", Read.Text)
    { DefaultText = "the standard output" };

    public override IReadOnlyList<Option> Options => [_output];

    /// <summary>The file; null for the standard output.</summary>
    public string? Output(ParseResult result) => _output.Of(result);
}

using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>How a training is reported.</summary>
internal sealed class ReportOptions() : OptionGroup("Result")
{
    private readonly ValueOption<string> _output = new("--output", "FILE", "Where the model goes; an existing file is replaced.", Read.Text, "model.safetensors");

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print nothing but errors (and the events of --json)." };

    public JsonOption Json { get; } = new("Print one JSON object a line, an event each, and nothing else.");

    public override IReadOnlyList<Option> Options => [_output, Json, _quiet];

    /// <summary>Where the model goes.</summary>
    public string Output(ParseResult result) => _output.Of(result)!;

    /// <summary>Whether the report for people is unwanted.</summary>
    public bool IsQuiet(ParseResult result) => result.GetValue(_quiet);
}

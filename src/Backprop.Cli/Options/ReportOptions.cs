using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>How a training is reported.</summary>
/// <param name="hasLog">Whether it may keep a log.</param>
internal sealed class ReportOptions(bool hasLog = true) : OptionGroup("Result")
{
    private readonly ValueOption<string> _output = new("--output", "FILE", "Where the model goes; an existing file is replaced.", Read.Text, "model.safetensors");

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print nothing but errors (and the events of --json)." };

    private readonly ValueOption<string> _log = new(
        "--log", "DIR", "Keep a log in this directory while training runs: log.csv, a line an epoch, and the curves as curves.svg and index.html.", Read.Text)
    { DefaultText = "none" };

    public JsonOption Json { get; } = new("Print one JSON object a line, an event each, and nothing else.");

    public override IReadOnlyList<Option> Options => hasLog ? [_output, _log, Json, _quiet] : [_output, Json, _quiet];

    /// <summary>Where the model goes.</summary>
    public string Output(ParseResult result) => _output.Of(result)!;

    /// <summary>The directory of the log; null for none.</summary>
    public string? Log(ParseResult result) => _log.Of(result);

    /// <summary>Whether the report for people is unwanted.</summary>
    public bool IsQuiet(ParseResult result) => result.GetValue(_quiet);
}

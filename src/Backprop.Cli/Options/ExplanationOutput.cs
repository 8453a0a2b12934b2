using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>Where an explanation goes, and in which form.</summary>
internal sealed class ExplanationOutput() : OptionGroup("Output")
{
    private static readonly (string Word, string? Value)[] Formats =
        [("text", "text"), ("markdown", "markdown"), ("latex", "latex"), ("html", "html"), ("json", "json"), ("svg", "svg")];

    private readonly ValueOption<string?> _format = new(
        "--format", "FORMAT", "text, markdown, latex (a document), html (one page that works offline), json (the trace) or svg (the network drawn).", Read.OneOf(Formats))
    { Completions = Formats.Select(format => format.Word), DefaultText = "by the ending of --output, otherwise text" };

    private readonly ValueOption<string> _output = new("--output", "FILE", "Write to a file.", Read.Text) { DefaultText = "standard output" };

    private readonly Option<bool> _check = new("--check")
    {
        Description = $"Compare every gradient with finite differences, too, and exit with {ExitCode.CheckFailed} where one is wrong.",
    };

    private readonly ValueOption<int?> _numbers = new(
        "--numbers", "N|all", "How many numbers of each weight matrix and bias vector --check compares.", Read.CountOr("all"), "100");

    public override IReadOnlyList<Option> Options => [_format, _output, _check, _numbers];

    public string? Path(ParseResult result) => _output.Of(result);

    public bool Checks(ParseResult result) => result.GetValue(_check);

    public int Numbers(ParseResult result) => _numbers.Of(result) ?? int.MaxValue;

    public string Format(ParseResult result) => _format.Of(result) ?? System.IO.Path.GetExtension(_output.Of(result) ?? "").ToLowerInvariant() switch
    {
        ".md" or ".markdown" => "markdown",
        ".tex" => "latex",
        ".html" or ".htm" => "html",
        ".json" => "json",
        ".svg" => "svg",
        _ => "text",
    };
}

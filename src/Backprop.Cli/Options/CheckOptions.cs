using System.CommandLine;

namespace Backprop.Cli.Options;

/// <summary>How much is checked.</summary>
internal sealed class CheckOptions() : OptionGroup("Check")
{
    private readonly ValueOption<int> _rows = new(
        "--rows", "N", "How many rows of the data make the batch, drawn in a fixed order.", Read.Count, "32");

    private readonly ValueOption<int?> _numbers = new(
        "--numbers", "N|all", "How many numbers of each weight matrix and bias vector are compared with finite differences; each costs four passes in scalar double.",
        Read.CountOr("all"), "100");

    public JsonOption Json { get; } = new("Print one JSON object and nothing else.");

    public override IReadOnlyList<Option> Options => [_rows, _numbers, Json];

    public int Rows(ParseResult result) => _rows.Of(result);

    public int Numbers(ParseResult result) => _numbers.Of(result) ?? int.MaxValue;
}

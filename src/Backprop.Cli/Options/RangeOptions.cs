using System.CommandLine;
using Backprop.Cli.Reports;

namespace Backprop.Cli.Options;

/// <summary>The rates of a range test, and where its result goes.</summary>
internal sealed class RangeOptions() : OptionGroup("Range")
{
    private readonly ValueOption<float> _from = new("--from", "RATE", "The rate of the first step.", Read.Positive, "0.000001");

    private readonly ValueOption<float> _to = new("--to", "RATE", "The rate of the last step.", Read.Positive, "10");

    private readonly ValueOption<int> _steps = new("--steps", "N", "The fewest steps; whole epochs are taken.", text => Read.Whole(text, 10, int.MaxValue / 2), "200");

    private readonly ValueOption<string> _output = new("--output", "FILE", "A drawing of the curve, SVG.", Read.Text) { DefaultText = "none" };

    public JsonOption Json { get; } = new("Print the result as one JSON object, and nothing else.");

    public override IReadOnlyList<Option> Options => [_from, _to, _steps, _output, Json];

    /// <summary>The rates.</summary>
    /// <exception cref="InvalidInputException">They do not rise.</exception>
    public RateRange Range(ParseResult result)
    {
        float from = _from.Of(result), to = _to.Of(result);
        return to > from
            ? new RateRange { From = from, To = to, LeastSteps = _steps.Of(result) }
            : throw new InvalidInputException($"{_from.Name} {Figures.Short(from)} and {_to.Name} {Figures.Short(to)}: the rate must rise from the one to the other. Give a larger {_to.Name}.");
    }

    /// <summary>Where the drawing goes; null for nowhere.</summary>
    public string? Output(ParseResult result) => _output.Of(result);
}

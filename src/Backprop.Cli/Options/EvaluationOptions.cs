using System.CommandLine;
using Backprop.Cli.Reports;

namespace Backprop.Cli.Options;

/// <summary>What is wanted of an evaluation.</summary>
internal sealed class EvaluationOptions() : OptionGroup("Result")
{
    private const int MostColumnsUnasked = 200;

    private readonly ThreadsOption _threads = new();

    private readonly Option<Requirement[]> _require = new("--require")
    {
        HelpName = "METRIC>=VALUE",
        Description = $"Exit with {ExitCode.CheckFailed} unless this holds; may be given more than once. Metrics: {string.Join(", ", Metric.Names)}; comparisons: >= > <= <. Put it in quotes: the shell reads > itself.",
        Arity = new ArgumentArity(1, 100),
        CustomParser = result =>
        {
            var requirements = new List<Requirement>();
            foreach (var token in result.Tokens)
            {
                if (Requirement.TryRead(token.Value) is { } requirement) requirements.Add(requirement);
                else result.AddError($"--require {token.Value}: give METRIC>=VALUE in quotes, such as 'accuracy>=0.96'; metrics are {string.Join(", ", Metric.Names)}.");
            }
            return [.. requirements];
        },
    };

    private readonly ValueOption<string> _report = new(
        "--report", "FILE", "Write everything as one HTML page that works offline: curves, confusion, calibration, residuals, the worst mistakes, and which columns matter.", Read.Text);

    private readonly Option<bool> _importance = new("--importance")
    {
        Description = $"Measure which columns matter: how much the loss grows when the cells of a column are dealt out to the rows anew. --report does it too where there are at most {MostColumnsUnasked} columns; Ctrl-C ends it with what there is.",
    };

    private readonly ValueOption<int> _repeats = new("--repeats", "N", "How often each column is dealt out anew.", Read.Count, "5");

    private readonly ValueOption<ulong> _seed = new("--seed", "N", "The key of the random numbers that deal them out.", Read.Seed, "0");

    public JsonOption Json { get; } = new("Print one JSON object and nothing else.");

    public override IReadOnlyList<Option> Options => [_report, _importance, _repeats, _seed, _require, Json, _threads.Option];

    /// <summary>Where the page goes; null for nowhere.</summary>
    public string? Report(ParseResult result) => _report.Of(result);

    /// <summary>How importance is measured; null where it is not wanted, or where a report alone would wait for the pixels of images.</summary>
    public ImportanceOptions? Importance(ParseResult result, ModelSchema schema) =>
        result.GetValue(_importance) || (Report(result) is not null && (schema.Columns?.Count ?? schema.Features.Count) <= MostColumnsUnasked)
        ? new ImportanceOptions { Repeats = _repeats.Of(result), Seed = _seed.Of(result), Threads = Threads(result) }
        : null;

    public int Threads(ParseResult result) => _threads.Of(result);

    /// <summary>The requirements, each of a metric that the model has.</summary>
    public IReadOnlyList<Requirement> Requirements(ParseResult result, Model model)
    {
        var requirements = result.GetValue(_require) ?? [];
        foreach (var requirement in requirements) requirement.RequireMetricOf(model);
        return requirements;
    }
}

using System.CommandLine;
using Backprop.Cli.Reports;

namespace Backprop.Cli.Options;

/// <summary>What is wanted of an evaluation.</summary>
internal sealed class EvaluationOptions() : OptionGroup("Result")
{
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

    public JsonOption Json { get; } = new("Print one JSON object and nothing else.");

    public override IReadOnlyList<Option> Options => [_require, Json, _threads.Option];

    public int Threads(ParseResult result) => _threads.Of(result);

    /// <summary>The requirements, each of a metric that the model has.</summary>
    public IReadOnlyList<Requirement> Requirements(ParseResult result, Model model)
    {
        var requirements = result.GetValue(_require) ?? [];
        foreach (var requirement in requirements) requirement.RequireMetricOf(model);
        return requirements;
    }
}

using System.CommandLine;
using Backprop.Explain;

namespace Backprop.Cli.Options;

/// <summary>What of a step is explained.</summary>
internal sealed class ExplanationChoice() : OptionGroup("What is shown")
{
    private readonly ValueOption<string> _neuron = new(
        "--neuron", "LAYER.NEURON", "One neuron alone. Layer 0 are the inputs, neurons count from 0.", Read.Text);

    private readonly ValueOption<string> _edge = new(
        "--edge", "LAYER.FROM-LAYER.TO", "One weight alone, such as 1.0-2.3.", Read.Text);

    private readonly ValueOption<ExplanationPhase?> _phase = new(
        "--phase", "PHASE", "One phase alone: forward, loss, backward, gradient or update.", text => ExplanationOptions.ParsePhase(text))
    { Completions = Enum.GetNames<ExplanationPhase>().Select(name => name.ToLowerInvariant()), DefaultText = "all" };

    private readonly ValueOption<int> _precision = new(
        "--precision", "DIGITS", "Significant digits of every number.", text => Read.Whole(text, 1, ExplanationOptions.MostPrecision), "6");

    private readonly ValueOption<int?> _step = new(
        "--step", "N", "Which of several steps of a problem file is shown.", text => Read.Count(text))
    { DefaultText = "the first that is recorded" };

    private readonly Option<bool> _all = new("--all") { Description = "Every neuron and every term, however many; otherwise those that matter most of a large network." };

    public override IReadOnlyList<Option> Options => [_neuron, _edge, _phase, _precision, _step, _all];

    /// <summary>The options, checked against the problem.</summary>
    /// <exception cref="InvalidInputException">A neuron or weight that the network does not have.</exception>
    public ExplanationOptions Of(ParseResult result, Problem problem) => new()
    {
        Neuron = _neuron.Of(result) is { } neuron ? NeuronId.Parse(neuron, problem) : null,
        Edge = _edge.Of(result) is { } edge ? EdgeId.Parse(edge, problem) : null,
        Phase = _phase.Of(result),
        Precision = _precision.Of(result),
        Step = _step.Of(result),
        All = result.GetValue(_all),
    };
}

using System.Globalization;
using Backprop.Reference;

namespace Backprop.Explain;

/// <summary>
/// One recorded step and one of its data points, addressed as on a blackboard: layer 0 are the inputs, and neurons are also
/// numbered through the network from 1.
/// </summary>
internal sealed class StepView
{
    private readonly int[] _offsets;   // [layer]: how many neurons stand before it

    public StepView(Trace trace, ExplanationOptions options)
    {
        (Trace, Problem, Options) = (trace, trace.Problem, options);
        Step = options.Step is { } number ? trace.Steps.First(step => step.Step == number) : trace.Steps[0];
        Point = Step.Points[options.Point];
        _offsets = new int[LayerCount + 1];
        for (int layer = 1; layer <= LayerCount; layer++) _offsets[layer] = _offsets[layer - 1] + Width(layer - 1);
    }

    public Trace Trace { get; }

    public Problem Problem { get; }

    public ExplanationOptions Options { get; }

    public TraceStep Step { get; }

    public TracePoint Point { get; }

    /// <summary>Layers with weights; they are numbered from 1.</summary>
    public int LayerCount => Problem.Layers.Count;

    public int PointCount => Step.Points.Count;

    public bool IsOutput(int layer) => layer == LayerCount;

    public bool IsFused => Problem.Loss.IsFusedWith(Activation(LayerCount));

    public int Width(int layer) => layer == 0 ? Problem.Layers[0].Inputs : Problem.Layers[layer - 1].Outputs;

    public ReferenceActivation Activation(int layer) => Problem.Layers[layer - 1].Activation;

    public TraceLayer Values(int layer) => Point.Layers[layer - 1];

    public TraceParameters Before(int layer) => Step.Before[layer - 1];

    /// <summary>The number through the network, from 1.</summary>
    public int NumberOf(NeuronId neuron) => _offsets[neuron.Layer] + neuron.Index + 1;

    public double Activation(NeuronId neuron) => Activation(neuron, Point.Index);

    public double Activation(NeuronId neuron, int point) =>
        neuron.Layer == 0 ? Problem.Inputs[point][neuron.Index] : Step.Points[point].Layers[neuron.Layer - 1].Activations[neuron.Index];

    public double Delta(NeuronId neuron) => Delta(neuron, Point.Index);

    public double Delta(NeuronId neuron, int point) => Step.Points[point].Layers[neuron.Layer - 1].Deltas[neuron.Index];

    public double Weight(NeuronId from, NeuronId to) => Before(to.Layer).Weights[to.Index][from.Index];

    public double Target(int output) => Problem.Targets[Point.Index][output];

    /// <summary>a, x, δ, t or b of a neuron.</summary>
    public Expression Symbol(string name, NeuronId neuron) => new Identifier(name, Text($"{NumberOf(neuron)}"));

    /// <summary>w of an edge, or a number of the same edge under another name.</summary>
    public Expression Symbol(string name, NeuronId from, NeuronId to) => new Identifier(name, Text($"{NumberOf(from)},{NumberOf(to)}"));

    /// <summary>The name of an input or output; null where there is none.</summary>
    public string? NameOf(NeuronId neuron) =>
        neuron.Layer == 0 ? Problem.Names?.Inputs[neuron.Index] : IsOutput(neuron.Layer) ? Problem.Names?.Outputs[neuron.Index] : null;

    /// <summary>Such as "neuron 8 (2.1, virginica)".</summary>
    public string Title(NeuronId neuron) => Text($"neuron {NumberOf(neuron)} ({neuron}{(NameOf(neuron) is { } name ? $", “{name}”" : "")})");

    /// <summary>The data point in a table's cell.</summary>
    public string PointLabel(int point) => Options.PointNames is { } names ? names[point] : Text($"{point + 1}");

    public string PointName(int point) => Options.PointNames is { } names ? names[point] : Text($"data point {point + 1}");

    /// <summary>L of the batch, or of the one data point that it has.</summary>
    public Identifier Loss { get; } = new("L");

    /// <summary>The loss whose derivative δ is: L_j in a batch of several data points.</summary>
    public Identifier PointLoss => PointCount == 1 ? Loss : new Identifier("L", "j");

    public IEnumerable<NeuronId> Neurons(int layer) => Enumerable.Range(0, Width(layer)).Select(index => new NeuronId(layer, index));

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

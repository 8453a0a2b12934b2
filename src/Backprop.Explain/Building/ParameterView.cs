namespace Backprop.Explain;

/// <summary>One weight or bias of a step: its symbols, and its numbers in every place of the trace.</summary>
/// <param name="view">The step.</param>
/// <param name="to">The neuron whose weighted sum it joins.</param>
/// <param name="from">The neuron whose activation the weight carries; null for the bias.</param>
internal sealed class ParameterView(StepView view, NeuronId to, NeuronId? from)
{
    private readonly int _layer = to.Layer - 1;

    public NeuronId To => to;

    public NeuronId? From => from;

    public bool IsBias => from is null;

    /// <summary>w₅,₈ or b₈.</summary>
    public Expression Symbol => Named(IsBias ? "b" : "w");

    /// <summary>∂L/∂w.</summary>
    public Expression Gradient => new Partial(view.Loss, Symbol);

    public double Before => In(view.Step.Before);

    public double After => In(view.Step.Updated);

    /// <summary>The gradient of the loss alone.</summary>
    public double DataGradient => In(view.Step.DataGradients);

    /// <summary>What the optimizer saw.</summary>
    public double FullGradient => In(view.Step.Gradients);

    /// <summary>Whether weight decay joins the gradient.</summary>
    public bool Decays => view.Problem.Optimizer.WeightDecay != 0 && (!IsBias || view.Problem.Optimizer.DecayBiases == true);

    public bool IsTrained => !IsBias || view.Problem.TrainBiases;

    /// <summary>Another number of the same edge, such as its velocity.</summary>
    public Expression Named(string name) => from is { } start ? view.Symbol(name, start, to) : view.Symbol(name, to);

    public double SlotBefore(int slot) => In(view.Step.StateBefore[slot].Layers);

    public double SlotAfter(int slot) => In(view.Step.StateAfter[slot].Layers);

    private double In(IReadOnlyList<TraceParameters> layers) => from is { } start ? layers[_layer].Weights[to.Index][start.Index] : layers[_layer].Biases[to.Index];
}

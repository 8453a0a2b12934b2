namespace Backprop.Explain;

/// <summary>What was given, how neurons are numbered, and what is left out.</summary>
internal sealed class NotationSteps(StepView view, Selection selection)
{
    public ExplanationStep Given()
    {
        var problem = view.Problem;
        string points = view.PointCount == 1 ? view.Options.PointNames is { } names ? $"1 data point ({names[0]})" : "1 data point" : StepView.Text($"{view.PointCount} data points, {(problem.Reduction == Reference.ReferenceReduction.Mean ? "averaged" : "summed")}");
        List<string> remarks = [StepView.Text($"A network {Sizes()}, loss {problem.Loss.Name}, {points}, optimizer {problem.Optimizer.Name}.")];
        if (view.Trace.Steps.Count > 1) remarks.Add(StepView.Text($"This is step {view.Step.Step} of the recorded steps {view.Trace.Steps[0].Step} to {view.Trace.Steps[^1].Step}."));
        else if (view.Step.Step > 1) remarks.Add(StepView.Text($"This is step {view.Step.Step}."));
        if (view.PointCount > 1) remarks.Add($"Forward and backward pass are shown for {view.PointName(view.Point.Index)}; the gradient is that of the whole batch.");
        remarks.AddRange(selection.Omissions());
        if (view.Trace.Check is { } check)
            remarks.Add(StepView.Text($"Checked: the gradients differ from finite differences of the loss by at most {check.MaxRelativeError.ToString("0.0e+00", System.Globalization.CultureInfo.InvariantCulture)}, relatively."));
        return new ExplanationStep("Given") { Remarks = remarks, Tables = [Layers()] };
    }

    /// <summary>The network's widths, such as 2-2-2.</summary>
    public string Sizes() => string.Join('-', Enumerable.Range(0, view.LayerCount + 1).Select(layer => StepView.Text($"{view.Width(layer)}")));

    public ExplanationStep Symbols() => new("Notation")
    {
        Remarks = [
            "Neurons are numbered through the network, the inputs first, the outputs last; in parentheses stands LAYER.NEURON, where layer 0 are the inputs and neurons count from 0.",
            "w₁,₃ is the weight from neuron 1 to neuron 3, b₃ the bias of neuron 3, x₃ its weighted sum, a₃ its activation, t a target, f the activation function, δ₃ = ∂L/∂x₃ its delta, η the learning rate.",
            StepView.Text($"Every number comes from the double-precision trace and is shown with {view.Options.Precision} significant digits."),
        ],
    };

    private ExplanationTable Layers()
    {
        IReadOnlyList<Expression>[] rows = [.. Enumerable.Range(0, view.LayerCount + 1).Select(layer =>
        {
            NeuronId first = new(layer, 0), last = new(layer, view.Width(layer) - 1);
            string what = layer == 0 ? "inputs" : view.IsOutput(layer) ? "outputs" : "hidden";
            return (IReadOnlyList<Expression>)[
                new Words(StepView.Text($"{layer}")), new Words(what), new Words(Range(StepView.Text($"{view.NumberOf(first)}"), StepView.Text($"{view.NumberOf(last)}"))),
                new Words(Range(first.ToString(), last.ToString())), new Words(layer == 0 ? "" : view.Activation(layer).Name)];
        })];
        return new ExplanationTable("Layers", [new Words("layer"), new Words("what"), new Words("neurons"), new Words("as LAYER.NEURON"), new Words("activation")], rows);
    }

    private static string Range(string first, string last) => first == last ? first : $"{first} to {last}";
}

using Backprop.Reference;

namespace Backprop.Explain;

/// <summary>δ = ∂L_j/∂x of a neuron, from the loss or from the deltas of the next layer.</summary>
internal sealed class BackwardSteps(StepView view, Selection selection)
{
    public ExplanationStep Neuron(NeuronId neuron)
    {
        string heading = view.Title(neuron);
        return new ExplanationStep(char.ToUpperInvariant(heading[0]) + heading[1..])
        {
            Neuron = neuron,
            Formulas = [.. view.IsOutput(neuron.Layer) && view.IsFused ? [Fused(neuron)] : Formulas(neuron)],
        };
    }

    /// <summary>Why loss and activation of the outputs give δ in one step.</summary>
    public ExplanationStep? Fusion()
    {
        if (!view.IsFused) return null;
        bool softmax = view.Activation(view.LayerCount) is ReferenceSoftmax;
        Identifier l = view.PointLoss, i = new("a", "i"), k = new("a", "k"), t = new("t", "i"), xi = new("x", "i");
        Expression one = new Constant("1");
        Formula[] formulas = softmax
            ? [
                new(new Partial(l, k), [-(new Identifier("t", "k") / k)]),
                new(new Partial(k, xi), [k * (new Constant("[i=k]") - i)]),
                new(new Identifier("δ", "i"), [
                    new SumOver("k", new Partial(l, k) * new Partial(k, xi)),
                    i * new SumOver("k", new Identifier("t", "k")) - t, i - t])
                { Note = "where the targets add up to 1" },
            ]
            : [
                new(new Partial(l, i), [-(t / i) + (one - t) / (one - i), (i - t) / (i * (one - i))]),
                new(new Call("f", [xi], Prime: true), [i * (one - i)]),
                new(new Identifier("δ", "i"), [new Partial(l, i) * new Call("f", [xi], Prime: true), i - t]),
            ];
        return new ExplanationStep("Why δ = a − t")
        {
            Remarks = [$"The loss {view.Problem.Loss.Name} and {view.Activation(view.LayerCount).Name} are fused: what the one divides by, the other multiplies with, so it cancels.{(softmax ? " [i=k] is 1 where i = k, else 0." : "")}"],
            Formulas = formulas,
        };
    }

    private Formula Fused(NeuronId neuron)
    {
        var delta = view.Symbol("δ", neuron);
        Expression a = view.Symbol("a", neuron), t = view.Symbol("t", neuron);
        var result = new Number(view.Delta(neuron));
        Number activation = view.Activation(neuron), target = view.Target(neuron.Index);
        double[] targets = view.Problem.Targets[view.Point.Index];
        if (view.Activation(neuron.Layer) is not ReferenceSoftmax || targets.Sum() == 1) return new Formula(delta, [a - t, activation - target, result]);
        var (_, numbers) = TermList.Abbreviate([.. targets.Select(value => new Term(t, new Number(value), value))], selection.Terms);
        return new Formula(delta, [a * new SumOver("k", new Identifier("t", "k")) - t, activation * new Sum(numbers) - target, result]);
    }

    private IEnumerable<Formula> Formulas(NeuronId neuron)
    {
        bool softmax = view.Activation(neuron.Layer) is ReferenceSoftmax;
        if (!softmax) yield return Derivative(neuron);
        if (!view.IsOutput(neuron.Layer)) yield return OutgoingEdges(neuron);
        else if (softmax && LossFormula.Of(view.Problem.Loss) is not null) yield return OutputGradient(neuron);
        yield return softmax ? SoftmaxDelta(neuron) : Delta(neuron);
    }

    /// <summary>f′(x).</summary>
    private Formula Derivative(NeuronId neuron)
    {
        var values = view.Values(neuron.Layer);
        var formula = ActivationFormula.Of(view.Activation(neuron.Layer));
        double sum = values.WeightedSums[neuron.Index];
        Number x = sum, a = values.Activations[neuron.Index], result = values.Derivatives[neuron.Index];
        Expression? symbols = formula.Derivative?.Invoke(view.Symbol("x", neuron), view.Symbol("a", neuron), sum > 0);
        Expression[] parts = symbols is null or Constant or Number ? [result] : [symbols, formula.Derivative!(x, a, sum > 0), result];
        return new Formula(Prime(neuron), parts) { Note = formula.HasBranches ? ForwardSteps.Branch(view, neuron) : "" };
    }

    private Call Prime(NeuronId neuron)
    {
        var formula = ActivationFormula.Of(view.Activation(neuron.Layer));
        return new Call(formula.Symbol == "id" ? "f" : formula.Symbol, [view.Symbol("x", neuron)], Prime: true);
    }

    /// <summary>∂L_j/∂a of a hidden neuron: a term for each outgoing edge.</summary>
    private Formula OutgoingEdges(NeuronId neuron)
    {
        var terms = view.Neurons(neuron.Layer + 1).Select(next =>
        {
            double delta = view.Delta(next), weight = view.Weight(neuron, next);
            return new Term(view.Symbol("δ", next) * view.Symbol("w", neuron, next), new Number(delta) * new Number(weight), delta * weight);
        }).ToArray();
        var (symbols, numbers) = TermList.Abbreviate(terms, selection.Terms);
        return new Formula(Gradient(neuron), [new Sum(symbols), new Sum(numbers), GradientNumber(neuron)]);
    }

    private Formula OutputGradient(NeuronId neuron) =>
        new(Gradient(neuron), [LossGradient(neuron, view.Symbol("t", neuron), view.Symbol("a", neuron))!, LossGradient(neuron, (Number)view.Target(neuron.Index), (Number)view.Activation(neuron))!, GradientNumber(neuron)]);

    private Formula Delta(NeuronId neuron)
    {
        Number derivative = view.Values(neuron.Layer).Derivatives[neuron.Index], result = view.Delta(neuron);
        Expression symbols = Gradient(neuron), numbers = GradientNumber(neuron);
        if (view.IsOutput(neuron.Layer) && LossGradient(neuron, view.Symbol("t", neuron), view.Symbol("a", neuron)) is { } gradient)
            (symbols, numbers) = (gradient, LossGradient(neuron, (Number)view.Target(neuron.Index), (Number)view.Activation(neuron))!);
        return new Formula(view.Symbol("δ", neuron), [symbols * Prime(neuron), numbers * derivative, result]);
    }

    /// <summary>δᵢ = aᵢ·(∂L_j/∂aᵢ − Σₖ aₖ·∂L_j/∂aₖ): every activation of a softmax depends on every weighted sum.</summary>
    private Formula SoftmaxDelta(NeuronId neuron)
    {
        var values = view.Values(neuron.Layer);
        Expression a = view.Symbol("a", neuron), k = new Identifier("a", "k");
        Expression symbols = a * (Gradient(neuron) - new SumOver("k", k * new Partial(view.PointLoss, k)));
        var terms = values.Activations.Zip(values.ActivationGradients!, (activation, gradient) =>
            new Term(k, new Number(activation) * new Number(gradient), activation * gradient)).ToArray();
        var (_, numbers) = TermList.Abbreviate(terms, selection.Terms);
        Expression inNumbers = new Number(values.Activations[neuron.Index]) * (GradientNumber(neuron) - new Sum(numbers));
        return new Formula(view.Symbol("δ", neuron), [symbols, inNumbers, new Number(view.Delta(neuron))]);
    }

    private Expression? LossGradient(NeuronId neuron, Expression t, Expression a) => LossFormula.Of(view.Problem.Loss)?.Gradient(t, a, view.Width(neuron.Layer));

    private Partial Gradient(NeuronId neuron) => new(view.PointLoss, view.Symbol("a", neuron));

    private Number GradientNumber(NeuronId neuron) => new(view.Values(neuron.Layer).ActivationGradients![neuron.Index]);
}

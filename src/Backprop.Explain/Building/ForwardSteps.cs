using Backprop.Reference;

namespace Backprop.Explain;

/// <summary>x = Σ w·a + b, and a = f(x).</summary>
internal sealed class ForwardSteps(StepView view, Selection selection)
{
    private const int InputRows = 12;

    // More powers make a denominator wider than a page.
    private const int MostPowers = 6;

    /// <summary>The data point's inputs, as a table.</summary>
    public ExplanationStep Inputs()
    {
        var inputs = view.Neurons(0).ToArray();
        int most = view.Options.All ? int.MaxValue : InputRows;
        var shown = TermList.Shown(inputs.Length, index => view.Activation(inputs[index]), most);
        bool named = view.Problem.Names is not null;
        IReadOnlyList<Expression>[] rows = [.. shown.Select(index => Row(inputs[index], named))];
        string rest = shown.Count == inputs.Length ? "" : StepView.Text($", the {shown.Count} largest of {inputs.Length}");
        Expression[] columns = [new Words("input"), .. named ? [new Words("name")] : Array.Empty<Expression>(), new Identifier("a")];
        return new ExplanationStep("Inputs") { Tables = [new ExplanationTable("Activations of the inputs" + rest, columns, rows)] };
    }

    private IReadOnlyList<Expression> Row(NeuronId input, bool named) =>
        [view.Symbol("a", input), .. named ? [new Words(view.NameOf(input)!)] : Array.Empty<Expression>(), new Number(view.Activation(input))];

    public ExplanationStep Neuron(NeuronId neuron)
    {
        string heading = view.Title(neuron);
        return new ExplanationStep(char.ToUpperInvariant(heading[0]) + heading[1..]) { Neuron = neuron, Formulas = [WeightedSum(neuron), Activation(neuron)] };
    }

    private Formula WeightedSum(NeuronId neuron)
    {
        var terms = view.Neurons(neuron.Layer - 1).Select(from =>
        {
            double weight = view.Weight(from, neuron), activation = view.Activation(from);
            return new Term(view.Symbol("w", from, neuron) * view.Symbol("a", from), new Number(weight) * new Number(activation), weight * activation);
        }).ToArray();
        int always = view.Options.Edge is { } edge && edge.To == neuron ? edge.From.Index : -1;
        var (symbols, numbers) = TermList.Abbreviate(terms, selection.Terms, always);
        symbols.Add(view.Symbol("b", neuron));
        numbers.Add(new Number(view.Before(neuron.Layer).Biases[neuron.Index]));
        return new Formula(view.Symbol("x", neuron), [new Sum(symbols), new Sum(numbers), new Number(view.Values(neuron.Layer).WeightedSums[neuron.Index])]);
    }

    private Formula Activation(NeuronId neuron)
    {
        var values = view.Values(neuron.Layer);
        var result = new Number(values.Activations[neuron.Index]);
        Expression a = view.Symbol("a", neuron), x = view.Symbol("x", neuron);
        if (view.Activation(neuron.Layer) is ReferenceSoftmax) return new Formula(a, [.. Softmax(neuron, values), result]);
        if (view.Activation(neuron.Layer) is ReferenceIdentity) return new Formula(a, [x, result]);
        var formula = ActivationFormula.Of(view.Activation(neuron.Layer));
        double sum = values.WeightedSums[neuron.Index];
        Expression inNumbers = formula.Value?.Invoke(new Number(sum), sum > 0) ?? new Call(formula.Symbol, [new Number(sum)]);
        Expression[] parts = inNumbers is Number ? [new Call(formula.Symbol, [x])] : [new Call(formula.Symbol, [x]), inNumbers];
        return new Formula(a, [.. parts, result]) { Note = formula.HasBranches ? Branch(view, neuron) : "" };
    }

    /// <summary>Which branch of a piecewise function holds.</summary>
    public static string Branch(StepView view, NeuronId neuron) =>
        StepView.Text($"because x{(view.Values(neuron.Layer).WeightedSums[neuron.Index] > 0 ? " > 0" : " ≤ 0")}");

    private IEnumerable<Expression> Softmax(NeuronId neuron, TraceLayer values)
    {
        yield return ActivationFormula.Exp(view.Symbol("x", neuron)) / new SumOver("k", ActivationFormula.Exp(new Identifier("x", "k")));
        var shown = TermList.Shown(values.WeightedSums.Length, index => values.Activations[index], view.Options.All ? int.MaxValue : Math.Min(selection.Terms, MostPowers), neuron.Index);
        List<Expression> powers = [.. shown.Select(index => ActivationFormula.Exp(new Number(values.WeightedSums[index])))];
        if (shown.Count < values.WeightedSums.Length) powers.Add(new Further(values.WeightedSums.Length - shown.Count, null));
        yield return ActivationFormula.Exp(new Number(values.WeightedSums[neuron.Index])) / new Sum(powers);
    }
}

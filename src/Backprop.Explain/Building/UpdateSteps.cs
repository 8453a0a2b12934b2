namespace Backprop.Explain;

/// <summary>The new parameters from the old ones and the gradients.</summary>
internal sealed class UpdateSteps(StepView view, Selection selection)
{
    private readonly OptimizerSettings _optimizer = view.Problem.Optimizer;
    private readonly Number _rate = new(view.Problem.Optimizer.LearningRate!.Value);

    private bool IsSgd => _optimizer.Name == "sgd";

    private bool HasVelocity => IsSgd && view.Step.StateAfter.Count > 0;

    private bool HasState => view.Step.StateAfter.Count > 0;

    private string Biases => view.Problem.TrainBiases ? "" : " Biases are held fixed.";

    /// <summary>The rule in symbols.</summary>
    public ExplanationStep Rule() => IsSgd ? GradientDescent() : new ExplanationStep("The rule")
    {
        Remarks = ["Every parameter changes from its old value: no delta sees an updated weight." + Biases, .. UpdateRule.Remarks(_optimizer)],
        Formulas = [.. UpdateRule.Formulas(_optimizer, view.Loss), .. UpdateRule.Constants(_optimizer, view.Step.Step)],
    };

    private ExplanationStep GradientDescent()
    {
        Identifier w = new("w"), g = new("g"), v = new("v"), eta = new("η"), mu = new("μ"), lambda = new("λ");
        Expression gradient = new Partial(view.Loss, w);
        List<Formula> formulas = [];
        if (_optimizer.WeightDecay != 0) formulas.Add(new Formula(g, [gradient + lambda * w]) { Note = _optimizer.DecayBiases == true ? "weight decay, of biases too" : "weight decay; not of biases" });
        Expression seen = _optimizer.WeightDecay != 0 ? g : gradient;
        if (HasVelocity) formulas.Add(new Formula(v, [mu * v + seen]) { Relation = "←", Note = "momentum" });
        Expression direction = !HasVelocity ? seen : _optimizer.Nesterov == true ? seen + mu * v : v;
        formulas.Add(new Formula(w, [w - eta * direction]) { Relation = "←", Note = HasVelocity ? "with the new v" : "" });
        List<Formula> constants = [new(eta, [_rate])];
        if (HasVelocity) constants.Add(new(mu, [(Number)_optimizer.Momentum!.Value]));
        if (_optimizer.WeightDecay != 0) constants.Add(new(lambda, [(Number)_optimizer.WeightDecay!.Value]));
        return new ExplanationStep("The rule") { Remarks = ["Every parameter changes from its old value: no delta sees an updated weight." + Biases], Formulas = [.. formulas, .. constants] };
    }

    public ExplanationStep Neuron(NeuronId neuron)
    {
        var parameters = selection.Parameters(neuron, parameter => parameter.After - parameter.Before);
        bool whole = IsSgd && (selection.IsWhole || selection.Chosen is not null);
        return new ExplanationStep(selection.ParametersTitle(neuron))
        {
            Neuron = neuron,
            Formulas = whole ? [.. parameters.SelectMany(Formulas)] : [],
            Tables = whole && !HasState ? [] : [Table(neuron, parameters)],
        };
    }

    private IEnumerable<Formula> Formulas(ParameterView parameter)
    {
        Expression symbol = parameter.Symbol, gradient = parameter.Gradient;
        Number before = parameter.Before, after = parameter.After, seen = parameter.FullGradient;
        if (!parameter.IsTrained)
        {
            yield return new Formula(symbol, [after]) { Note = "held fixed" };
            yield break;
        }
        if (parameter.Decays)
        {
            Number data = parameter.DataGradient, decay = _optimizer.WeightDecay!.Value;
            yield return new Formula(parameter.Named("g"), [gradient + new Identifier("λ") * symbol, data + decay * before, seen]);
            gradient = parameter.Named("g");
        }
        Expression direction = gradient, number = seen, eta = new Identifier("η"), mu = new Identifier("μ");
        if (HasVelocity)
        {
            Expression v = parameter.Named("v");
            Number momentum = _optimizer.Momentum!.Value, velocity = parameter.SlotAfter(0);
            yield return new Formula(v, [mu * v + gradient, momentum * (Number)parameter.SlotBefore(0) + seen, velocity]) { Relation = "←" };
            (direction, number) = _optimizer.Nesterov == true ? (gradient + mu * v, seen + momentum * velocity) : (v, velocity);
        }
        yield return new Formula(symbol, [symbol - eta * direction, before - _rate * number, after]) { Relation = "←" };
    }

    private ExplanationTable Table(NeuronId neuron, IReadOnlyList<ParameterView> parameters)
    {
        bool decays = _optimizer.WeightDecay != 0;
        Expression[] columns = [
            new Words("parameter"), new Words("before"), new Words("∂L/∂w"), .. decays ? [new Words("+ λ·w")] : Array.Empty<Expression>(),
            .. view.Step.StateAfter.SelectMany(slot => new[] { new Words(slot.Name + " before"), new Words(slot.Name + " after") }), new Words("after")];
        int all = view.Width(neuron.Layer - 1) + 1;
        string rest = parameters.Count == all || view.Options.Edge is not null ? "" : StepView.Text($", the {parameters.Count - 1} weights that change most of {all - 1}, and the bias");
        return new ExplanationTable("Parameters before and after" + rest, columns, [.. parameters.Select(parameter => Row(parameter, decays))]);
    }

    private IReadOnlyList<Expression> Row(ParameterView parameter, bool decays) => [
        parameter.Symbol, (Number)parameter.Before, (Number)parameter.DataGradient, .. decays ? [(Number)parameter.FullGradient] : Array.Empty<Expression>(),
        .. Enumerable.Range(0, view.Step.StateAfter.Count).SelectMany(slot => new Number[] { parameter.SlotBefore(slot), parameter.SlotAfter(slot) }),
        (Number)parameter.After];
}

using Backprop.Reference;

namespace Backprop.Explain;

/// <summary>L_j of the data point, and the loss of the batch.</summary>
internal sealed class LossSteps(StepView view)
{
    private const int MostOutputs = 16;
    private const int MostPoints = 12;

    public ExplanationStep Point()
    {
        string title = view.PointCount == 1 ? "Loss of the data point" : $"Loss of {view.PointName(view.Point.Index)}";
        return new ExplanationStep(title) { Remarks = [Definition()], Formulas = [OfPoint()], Tables = [Outputs()] };
    }

    /// <summary>The loss of a batch of several data points; null for a single one.</summary>
    public ExplanationStep? Batch()
    {
        if (view.PointCount == 1) return null;
        bool mean = view.Problem.Reduction == ReferenceReduction.Mean;
        var terms = view.Step.Points.Select(point =>
            new Term(new Identifier("L", StepView.Text($"{point.Index + 1}")), new Number(point.Loss), point.Loss)).ToArray();
        var (symbols, numbers) = TermList.Abbreviate(terms, view.Options.All ? int.MaxValue : MostPoints);
        var count = new Constant(StepView.Text($"{view.PointCount}"));
        Expression Of(List<Expression> sum) => mean ? new Constant("1") / count * new Sum(sum) : new Sum(sum);
        return new ExplanationStep("Loss of the batch")
        {
            Remarks = [mean ? "The mean over the data points." : "The sum over the data points."],
            Formulas = [new Formula(view.Loss, [Of(symbols), Of(numbers), new Number(view.Step.Loss)])],
        };
    }

    private string Definition()
    {
        string name = view.Problem.Loss.Name;
        return view.IsFused
            ? $"The loss is {name}, computed together with {view.Activation(view.LayerCount).Name} from the weighted sums, which keeps its digits; the formula below has the same value."
            : $"The loss is {name}.";
    }

    private Formula OfPoint()
    {
        int width = view.Width(view.LayerCount);
        var left = view.PointCount == 1 ? view.Loss : new Identifier("L", StepView.Text($"{view.Point.Index + 1}"));
        var result = new Number(view.Point.Loss);
        if (LossFormula.Of(view.Problem.Loss) is not { } formula) return new Formula(left, [result]);
        List<Expression> symbols = [], numbers = [];
        foreach (var output in view.Neurons(view.LayerCount))
        {
            double target = view.Target(output.Index);
            symbols.AddRange(formula.Terms(view.Symbol("t", output), view.Symbol("a", output), target));
            numbers.AddRange(formula.Terms(new Number(target), new Number(view.Activation(output)), target));
        }
        Expression definition = formula.Definition(width);
        if (symbols.Count == 0 || (symbols.Count > MostOutputs && !view.Options.All)) return new Formula(left, [definition, result]);
        return new Formula(left, [definition, formula.Whole(new Sum(symbols), width), formula.Whole(new Sum(numbers), width), result]);
    }

    private ExplanationTable Outputs()
    {
        var outputs = view.Neurons(view.LayerCount).ToArray();
        var shown = TermList.Shown(outputs.Length, index => view.Delta(outputs[index]), view.Options.All ? int.MaxValue : MostOutputs);
        bool named = view.Problem.Names is not null;
        Expression[] columns = [new Words("output"), .. named ? [new Words("name")] : Array.Empty<Expression>(), new Identifier("t"), new Identifier("a")];
        IReadOnlyList<Expression>[] rows = [.. shown.Select(index => (IReadOnlyList<Expression>)[
            view.Symbol("a", outputs[index]),
            .. named ? [new Words(view.NameOf(outputs[index])!)] : Array.Empty<Expression>(),
            new Number(view.Target(index)), new Number(view.Activation(outputs[index]))])];
        string rest = shown.Count == outputs.Length ? "" : StepView.Text($", the {shown.Count} most influential of {outputs.Length}");
        return new ExplanationTable("Targets and activations of the outputs" + rest, columns, rows);
    }
}

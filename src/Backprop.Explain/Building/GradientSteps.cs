using Backprop.Reference;

namespace Backprop.Explain;

/// <summary>∂L/∂w = δ·a and ∂L/∂b = δ of each data point, and what the batch makes of them.</summary>
internal sealed class GradientSteps(StepView view, Selection selection)
{
    private const int MostPoints = 12;

    public ExplanationStep Neuron(NeuronId neuron)
    {
        var parameters = selection.Parameters(neuron, parameter => parameter.DataGradient);
        var step = new ExplanationStep(selection.ParametersTitle(neuron)) { Neuron = neuron };
        int count = view.Width(neuron.Layer - 1) + 1;
        if (parameters.Count < count && view.Options.Edge is null)
            step = step with { Remarks = [StepView.Text($"The {parameters.Count - 1} weights with the largest gradient of {count - 1}, and the bias.")] };
        return view.PointCount == 1
            ? step with { Formulas = [.. parameters.Select(Single)] }
            : step with { Tables = [.. parameters.Select(Batch)] };
    }

    private Formula Single(ParameterView parameter)
    {
        Expression delta = view.Symbol("δ", parameter.To);
        Number deltaNumber = view.Delta(parameter.To), result = parameter.DataGradient;
        return parameter.From is { } from
            ? new Formula(parameter.Gradient, [delta * view.Symbol("a", from), deltaNumber * (Number)view.Activation(from), result])
            : new Formula(parameter.Gradient, [delta, result]);
    }

    /// <summary>A row a data point: δ, a, δ·a; the last row is the gradient of the batch.</summary>
    private ExplanationTable Batch(ParameterView parameter)
    {
        double Term(int point) => parameter.From is { } from ? view.Delta(parameter.To, point) * view.Activation(from, point) : view.Delta(parameter.To, point);
        var shown = TermList.Shown(view.PointCount, Term, view.Options.All ? int.MaxValue : MostPoints, view.Point.Index);
        List<IReadOnlyList<Expression>> rows = [.. shown.Select(point => Row(parameter, point, Term(point)))];
        if (shown.Count < view.PointCount)
            rows.Add(Summary(parameter, StepView.Text($"{view.PointCount - shown.Count} further data points, together"), Enumerable.Range(0, view.PointCount).Except(shown).Sum(Term)));
        rows.Add(Summary(parameter, view.Problem.Reduction == ReferenceReduction.Mean ? "mean" : "sum", parameter.DataGradient));
        Expression delta = view.Symbol("δ", parameter.To);
        Expression[] columns = parameter.From is { } start
            ? [new Words("data point"), delta, view.Symbol("a", start), delta * view.Symbol("a", start)]
            : [new Words("data point"), delta];
        return new ExplanationTable(Caption(parameter), columns, rows) { SummaryRows = 1 };
    }

    private IReadOnlyList<Expression> Row(ParameterView parameter, int point, double term)
    {
        Number delta = view.Delta(parameter.To, point);
        var name = new Words(view.PointLabel(point));
        return parameter.From is { } from ? [name, delta, (Number)view.Activation(from, point), (Number)term] : [name, delta];
    }

    private static IReadOnlyList<Expression> Summary(ParameterView parameter, string name, double value) => parameter.IsBias
        ? [new Words(name), (Number)value]
        : [new Words(name), new Words(""), new Words(""), (Number)value];

    private string Caption(ParameterView parameter)
    {
        string symbol = new UnicodeEmitter(view.Options.Precision).Emit(parameter.Gradient);
        string name = view.Problem.Reduction == ReferenceReduction.Mean ? "mean" : "sum";
        return parameter.From is { } from ? $"{symbol}, the {name} of δ·a; from {view.Title(from)}" : $"{symbol}, the {name} of δ";
    }
}

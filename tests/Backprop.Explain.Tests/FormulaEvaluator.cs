using System.Globalization;

namespace Backprop.Explain.Tests;

/// <summary>
/// Computes what a formula says, from the symbols' values in the trace: a second reader of every formula that is shown.
/// Null where a formula is a definition for all neurons at once, or leaves terms out without a number.
/// </summary>
internal sealed class FormulaEvaluator(Trace trace, TraceStep step, int point)
{
    /// <summary>The expression's value; w and b are those before the step.</summary>
    /// <param name="expression">What is computed.</param>
    /// <param name="velocityBefore">Whether v is the one before the step too.</param>
    public double? Evaluate(Expression expression, bool velocityBefore = false) => expression switch
    {
        Number number => number.Value,
        Constant constant => double.TryParse(constant.Text, CultureInfo.InvariantCulture, out double value) ? value : null,
        Identifier identifier => Symbol(identifier, velocityBefore),
        Negative negative => -Evaluate(negative.Of, velocityBefore),
        Sum sum => sum.Terms.Aggregate((double?)0, (total, term) => total + Evaluate(term, velocityBefore)),
        Product product => product.Factors.Aggregate((double?)1, (total, factor) => total * Evaluate(factor, velocityBefore)),
        Fraction fraction => Evaluate(fraction.Numerator, velocityBefore) / Evaluate(fraction.Denominator, velocityBefore),
        Power power => Apply(Math.Pow, Evaluate(power.Base, velocityBefore), Evaluate(power.Exponent, velocityBefore)),
        Absolute absolute => Evaluate(absolute.Of, velocityBefore) is { } x ? Math.Abs(x) : null,
        Further further => further.Value?.Value,
        Call call => Function(call, velocityBefore),
        Partial { Of: Identifier { Name: "L" }, By: Identifier { Subscript: not ("i" or "k" or "") } by } => Gradient(by),
        _ => null,
    };

    private double? Function(Call call, bool velocityBefore)
    {
        var x = call.Arguments.Select(argument => Evaluate(argument, velocityBefore)).ToArray();
        if (call.Prime) return call.Arguments[0] is Identifier { Name: "x" } sum ? Layer(sum, (layer, i) => step.Points[point].Layers[layer].Derivatives[i]) : null;
        return call.Function switch
        {
            "max" => Apply(Math.Max, x[0], x[1]),
            "ln" => Apply((value, _) => Math.Log(value), x[0], 0),
            "σ" => Apply((value, _) => 1 / (1 + Math.Exp(-value)), x[0], 0),
            "tanh" => Apply((value, _) => Math.Tanh(value), x[0], 0),
            "Φ" => Apply((value, _) => Distribution(value), x[0], 0),
            "φ" => Apply((value, _) => Density(value), x[0], 0),
            // The name alone: its value is the activation itself.
            _ => call.Arguments[0] is Identifier { Name: "x" } neuron ? Layer(neuron, (layer, i) => step.Points[point].Layers[layer].Activations[i]) : null,
        };
    }

    /// <summary>Φ by Simpson's rule from 0: error below 1e-12 for the |x| &lt; 5 of the tests.</summary>
    private static double Distribution(double x)
    {
        const int Pieces = 2000;
        double h = x / Pieces, sum = Density(0) + Density(x);
        for (int i = 1; i < Pieces; i++) sum += (i % 2 == 0 ? 2 : 4) * Density(i * h);
        return 0.5 + sum * h / 3;
    }

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    private double? Symbol(Identifier identifier, bool velocityBefore)
    {
        var values = step.Points[point];
        return (identifier.Name, identifier.Subscript) switch
        {
            ("e", "") => Math.E,
            ("η", "") => trace.Problem.Optimizer.LearningRate,
            ("μ", "") => trace.Problem.Optimizer.Momentum,
            ("λ", "") => trace.Problem.Optimizer.WeightDecay,
            ("L", "") => step.Loss,
            (_, "" or "i" or "j" or "k") => null,
            ("L", var j) => step.Points[int.Parse(j, CultureInfo.InvariantCulture) - 1].Loss,
            ("x", _) => Layer(identifier, (layer, i) => values.Layers[layer].WeightedSums[i]),
            ("a", _) => Layer(identifier, (layer, i) => layer < 0 ? trace.Problem.Inputs[point][i] : values.Layers[layer].Activations[i]),
            ("δ", _) => Layer(identifier, (layer, i) => values.Layers[layer].Deltas[i]),
            ("t", _) => Layer(identifier, (_, i) => trace.Problem.Targets[point][i]),
            ("w" or "b", _) => Parameter(identifier, step.Before),
            ("g", _) => Parameter(identifier, step.Gradients),
            ("v", _) => Parameter(identifier, (velocityBefore ? step.StateBefore : step.StateAfter)[0].Layers),
            _ => null,
        };
    }

    private double Gradient(Identifier by) => by.Name == "a"
        ? Layer(by, (layer, i) => step.Points[point].Layers[layer].ActivationGradients![i])
        : Parameter(by, step.DataGradients);

    private double Parameter(Identifier identifier, IReadOnlyList<TraceParameters> layers)
    {
        string[] ends = identifier.Subscript.Split(',');
        if (ends.Length == 1) return Layer(identifier, (layer, i) => layers[layer].Biases[i]);
        var (_, from) = Place(ends[0]);
        var (to, index) = Place(ends[1]);
        return layers[to].Weights[index][from];
    }

    private double Layer(Identifier identifier, Func<int, int, double> value)
    {
        var (layer, index) = Place(identifier.Subscript);
        return value(layer, index);
    }

    // Layer −1 are the inputs, as the trace's layers count from the first one with weights.
    private (int Layer, int Index) Place(string number)
    {
        int rest = int.Parse(number, CultureInfo.InvariantCulture) - 1;
        if (rest < trace.Problem.Layers[0].Inputs) return (-1, rest);
        rest -= trace.Problem.Layers[0].Inputs;
        int layer = 0;
        for (; rest >= trace.Problem.Layers[layer].Outputs; layer++) rest -= trace.Problem.Layers[layer].Outputs;
        return (layer, rest);
    }

    private static double? Apply(Func<double, double, double> function, double? x, double? y) => x is { } one && y is { } two ? function(one, two) : null;
}

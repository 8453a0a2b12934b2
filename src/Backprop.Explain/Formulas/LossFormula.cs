using Backprop.Reference;

namespace Backprop.Explain;

/// <summary>How a loss is written.</summary>
/// <param name="Terms">What one output adds to the sum, from t and a; terms that are 0 because t is 0 or 1 are left out.</param>
/// <param name="Whole">L_j from that sum and the number of outputs.</param>
/// <param name="Gradient">∂L_j/∂a from t, a and the number of outputs.</param>
internal sealed record LossFormula(
    Func<Expression, Expression, double, IReadOnlyList<Expression>> Terms, Func<Expression, int, Expression> Whole, Func<Expression, Expression, int, Expression> Gradient)
{
    private static readonly Constant One = new("1"), Two = new("2");

    private static readonly Dictionary<string, LossFormula> Known = new()
    {
        ["squared-error"] = new(SquaredError, (sum, _) => sum, (t, a, _) => -Two * (t - a)),
        ["half-squared-error"] = new(SquaredError, (sum, _) => One / Two * sum, (t, a, _) => -(t - a)),
        ["mean-squared-error"] = new(SquaredError, (sum, outputs) => One / Count(outputs) * sum, (t, a, outputs) => -(Two / Count(outputs)) * (t - a)),
        ["half-mean-squared-error"] = new(SquaredError, (sum, outputs) => One / (Two * Count(outputs)) * sum, (t, a, outputs) => -(One / Count(outputs)) * (t - a)),
        ["cross-entropy"] = new(CrossEntropy, (sum, _) => -sum, (t, a, _) => -(t / a)),
        ["binary-cross-entropy"] = new(BinaryCrossEntropy, (sum, _) => -sum, (t, a, _) => -(t / a) + (One - t) / (One - a)),
    };

    /// <summary>The formulas of a loss; null for one that is not known here.</summary>
    public static LossFormula? Of(ReferenceLoss loss) => Known.GetValueOrDefault(loss.Name);

    /// <summary>L_j for outputs that have no number: the definition.</summary>
    public Expression Definition(int outputs)
    {
        var terms = Terms(new Identifier("t"), new Identifier("a"), 0.5);
        return Whole(new SumOver("", terms.Count == 1 ? terms[0] : new Sum(terms)), outputs);
    }

    private static IReadOnlyList<Expression> SquaredError(Expression t, Expression a, double target) => [new Power(t - a, Two)];

    private static IReadOnlyList<Expression> CrossEntropy(Expression t, Expression a, double target) => target == 0 ? [] : [t * Logarithm(a)];

    private static IReadOnlyList<Expression> BinaryCrossEntropy(Expression t, Expression a, double target) =>
        [.. target == 0 ? [] : new[] { t * Logarithm(a) }, .. target == 1 ? [] : new[] { (One - t) * Logarithm(One - a) }];

    private static Call Logarithm(Expression a) => new("ln", [a]);

    private static Constant Count(int outputs) => new(outputs.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

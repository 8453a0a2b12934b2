using Backprop.Reference;

namespace Backprop.Explain;

/// <summary>How an activation is written.</summary>
/// <param name="Symbol">Its name in formulas, such as σ.</param>
/// <param name="Value">f(x) from x, where x is positive or not; null where the name says it all.</param>
/// <param name="Derivative">f′(x) from x and a, where x is positive or not.</param>
/// <param name="HasBranches">Whether the sign of x chooses the formula, which is then said.</param>
internal sealed record ActivationFormula(
    string Symbol, Func<Expression, bool, Expression>? Value, Func<Expression, Expression, bool, Expression>? Derivative, bool HasBranches = false)
{
    private static readonly Constant One = new("1");

    private static readonly Dictionary<string, ActivationFormula> Known = new()
    {
        ["identity"] = new("id", (x, _) => x, (_, _, _) => One),
        ["sigmoid"] = new("σ", (x, _) => One / (One + Exp(-x)), (_, a, _) => a * (One - a)),
        ["tanh"] = new("tanh", null, (_, a, _) => One - Squared(a)),
        ["relu"] = new("ReLU", (x, _) => new Call("max", [new Constant("0"), x]), (_, _, positive) => positive ? One : new Constant("0"), HasBranches: true),
        ["gelu"] = new("GELU", (x, _) => x * new Call("Φ", [x]), (x, _, _) => new Call("Φ", [x]) + x * new Call("φ", [x])),
        ["silu"] = new("SiLU", (x, _) => x * new Call("σ", [x]), (x, a, _) => new Call("σ", [x]) * (One + x - a)),
        ["softplus"] = new("softplus", (x, _) => new Call("ln", [One + Exp(x)]), (x, _, _) => new Call("σ", [x])),
        ["softsign"] = new("softsign", (x, _) => x / (One + new Absolute(x)), (_, a, _) => Squared(One - new Absolute(a))),
    };

    /// <summary>The formulas of an activation; one that is not known here is written as f and f′.</summary>
    public static ActivationFormula Of(ReferenceActivation activation) => activation switch
    {
        ReferenceLeakyRelu leaky => Branches("LeakyReLU", (x, positive) => positive ? x : (Number)leaky.Slope * x, (_, positive) => positive ? One : (Number)leaky.Slope),
        ReferenceElu elu => Branches("ELU", (x, positive) => positive ? x : (Number)elu.Alpha * (Exp(x) - One), (a, positive) => positive ? One : a + (Number)elu.Alpha),
        ReferenceSelu => Branches("SELU", SeluValue, (a, positive) =>
            positive ? (Number)ReferenceSelu.Lambda : a + (Number)ReferenceSelu.Lambda * (Number)ReferenceSelu.Alpha),
        _ => Known.GetValueOrDefault(activation.Name) ?? new("f", null, null),
    };

    private static Expression SeluValue(Expression x, bool positive) => positive
        ? (Number)ReferenceSelu.Lambda * x
        : new Product([new Number(ReferenceSelu.Lambda), new Number(ReferenceSelu.Alpha), Exp(x) - One]);

    private static ActivationFormula Branches(string symbol, Func<Expression, bool, Expression> value, Func<Expression, bool, Expression> derivative) =>
        new(symbol, value, (_, a, positive) => derivative(a, positive), HasBranches: true);

    /// <summary>e to the power of x.</summary>
    public static Expression Exp(Expression x) => new Power(new Identifier("e"), x);

    private static Power Squared(Expression x) => new(x, new Constant("2"));
}

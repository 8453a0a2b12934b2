namespace Backprop.Explain;

/// <summary>Where a formula needs parentheses.</summary>
internal static class Precedence
{
    public const int OfSum = 1, OfProduct = 2, OfPower = 3, OfAtom = 4;

    public static int Of(Expression expression) => expression switch
    {
        Sum { Terms.Count: > 1 } => OfSum,
        Sum sum => Of(sum.Terms[0]),
        Negative => OfProduct,
        Product { Factors.Count: > 1 } or Fraction or Partial or SumOver => OfProduct,
        Product product => Of(product.Factors[0]),
        Number number when NumberText.HasExponent(number.Value) => OfProduct,
        Power => OfPower,
        _ => OfAtom,
    };

    /// <summary>Whether the first sign written is a minus, which needs parentheses behind an operator.</summary>
    public static bool StartsWithMinus(Expression expression) => expression switch
    {
        Number number => number.Value < 0,
        Negative => true,
        Product product => StartsWithMinus(product.Factors[0]),
        Fraction fraction => StartsWithMinus(fraction.Numerator),
        Sum sum => StartsWithMinus(sum.Terms[0]),
        Further { Value: { } value } => StartsWithMinus(value),
        _ => false,
    };
}

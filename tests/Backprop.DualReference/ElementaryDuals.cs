namespace Backprop.Reference;

// What the reference computes by a series or by a repaired rounding is differentiated by its formula, not through those steps.

internal static partial class NearZero
{
    /// <summary>(ln(1 + x))′ = 1/(1 + x).</summary>
    public static Dual LogOnePlus(Dual x) => x.Map(LogOnePlus(x.Value), 1 / (1 + x.Value));

    /// <summary>(eˣ − 1)′ = eˣ.</summary>
    public static Dual ExpMinusOne(Dual x) => x.Map(ExpMinusOne(x.Value), Math.Exp(x.Value));
}

internal static partial class ErrorFunction
{
    /// <summary>(erfc x)′ = −2/√π·e^(−x²).</summary>
    public static Dual Erfc(Dual x) => x.Map(Erfc(x.Value), -TwoOverSqrtPi * Math.Exp(-x.Value * x.Value));
}

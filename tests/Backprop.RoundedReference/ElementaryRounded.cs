namespace Backprop.Reference;

// Whoever computes these in float has a formula that is right to the last digit: one error, not one for each step of a series.

internal static partial class NearZero
{
    public static Rounded LogOnePlus(Rounded x) => Rounded.Round(LogOnePlus(x.Value));

    public static Rounded ExpMinusOne(Rounded x) => Rounded.Round(ExpMinusOne(x.Value));
}

internal static partial class ErrorFunction
{
    public static Rounded Erfc(Rounded x) => Rounded.Round(Erfc(x.Value));
}

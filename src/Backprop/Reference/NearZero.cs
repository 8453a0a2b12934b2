namespace Backprop.Reference;

/// <summary>
/// ln(1 + x) and eˣ − 1 without the digits that the sum and the difference lose near x = 0
/// (.NET's own <c>LogP1</c> and <c>ExpM1</c> lose them). W. Kahan's forms; N. J. Higham,
/// "Accuracy and Stability of Numerical Algorithms", 2002, 1.14.1 and problem 1.5. Relative error a few 1e-16.
/// </summary>
internal static partial class NearZero
{
    /// <summary>ln(1 + x), for x ≥ −1: u = 1 + x is rounded, and x/(u − 1) repairs what the rounding did.</summary>
    public static double LogOnePlus(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>eˣ − 1: u = eˣ is rounded, and x/ln u repairs what the rounding did.</summary>
    public static double ExpMinusOne(double x)
    {
        double u = Math.Exp(x);
        if (u == 1) return x;
        return Math.Abs(x) > 1 ? u - 1 : (u - 1) * (x / Math.Log(u));
    }
}

namespace Backprop.Tests.Numerics;

/// <summary>
/// The elementary functions in double precision, each by another method than the engine's, to 2e-13 relative or better:
/// a quarter of a million times finer than the last place of a float.
/// </summary>
internal static class ElementaryTruth
{
    /// <summary>eˣ; beyond the range of a double, finite arguments give the largest one.</summary>
    public static double Exp(double x) => double.IsFinite(x) ? Math.Min(double.MaxValue, Math.Exp(x)) : Math.Exp(x);

    /// <summary>eˣ − 1: Taylor's series near 0, where the subtraction would cancel.</summary>
    public static double ExpMinus1(double x)
    {
        if (!(Math.Abs(x) <= 0.5)) return Exp(x) - 1;
        double term = x, sum = 0;
        for (int n = 1; n <= 20; n++, term *= x / n) sum += term;
        return sum;
    }

    /// <summary>ln(1 + x): 2·artanh(x/(2 + x)) near 0, where 1 + x would lose digits.</summary>
    public static double Log1Plus(double x)
    {
        if (!(Math.Abs(x) <= 0.25)) return Math.Log(1 + x);
        double s = x / (2 + x), square = s * s, sum = 0;
        for (int n = 25; n >= 1; n -= 2) sum = sum * square + 1.0 / n;
        return 2 * s * sum;
    }

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>ln(1 + eˣ).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1Plus(Math.Exp(-Math.Abs(x)));

    /// <summary>The error function: Maclaurin's series up to 2 (Abramowitz &amp; Stegun 7.1.6), 1 − erfc beyond.</summary>
    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        if (Math.Abs(x) >= 2) return Math.Sign(x) * (1 - ErfcByContinuedFraction(Math.Abs(x)));
        double term = x, sum = 0;
        for (int n = 1; n <= 60 && Math.Abs(term) > 1e-18 * Math.Abs(sum); n++, term *= 2 * x * x / (2 * n - 1)) sum += term;
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>Φ(x), also far in the left tail.</summary>
    public static double NormalCumulative(double x)
    {
        double z = -x / Math.Sqrt(2);
        return z >= 2 ? ErfcByContinuedFraction(z) / 2 : (1 - Erf(z)) / 2;
    }

    /// <summary>φ(x).</summary>
    public static double NormalDensity(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>erfc for x ≥ 2: e^−x²/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …)))), Abramowitz &amp; Stegun 7.1.14.</summary>
    private static double ErfcByContinuedFraction(double x)
    {
        if (x > 28) return 0;                   // e^−784 is no double
        double denominator = x;
        for (int n = 80; n >= 1; n--) denominator = x + n / 2.0 / denominator;
        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / denominator;
    }
}

namespace Backprop.Numerics;

/// <summary>Powers in double precision from +, −, ×, ÷ alone: the same bits on every machine, which the C runtime's do not promise.</summary>
internal static class PortablePower
{
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;

    /// <summary>bⁿ by repeated squaring; n from 0.</summary>
    public static double Whole(double b, long n)
    {
        double power = 1;
        for (; n > 0; n >>= 1, b *= b)
            if ((n & 1) != 0) power *= b;
        return power;
    }

    /// <summary>eˣ: x = k·ln 2 + r with |r| ≤ ½·ln 2, then the Taylor series of eʳ. Relative error below 1e-15.</summary>
    public static double Exp(double x)
    {
        if (x > 700) return double.PositiveInfinity;
        if (x < -700) return 0;
        double k = Math.Round(x * (1 / (Ln2High + Ln2Low))), r = x - k * Ln2High - k * Ln2Low, sum = 0;
        for (int n = 16; n >= 1; n--) sum = (sum + 1) * r / n;
        return Math.ScaleB(1 + sum, (int)k);
    }

    /// <summary>bᵖ of a base from 0 and a finite exponent from 0.</summary>
    public static double Of(double b, double p) => p switch
    {
        0 => 1,
        _ when b <= 0 => 0,
        _ when p == Math.Floor(p) && p < int.MaxValue => Whole(b, (long)p),
        _ => Exp(p * PortableMath.Log(b)),
    };
}

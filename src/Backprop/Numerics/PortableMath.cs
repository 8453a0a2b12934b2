using System.Numerics;

namespace Backprop.Numerics;

/// <summary>
/// Double-precision functions built from +, −, ×, ÷ alone, for random numbers and generated data:
/// the C runtime's own differ from system to system. Error below 1e-14, far finer than the floats made from them.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417;

    // artanh s = Σ sⁿ/n over odd n, from 23 down.
    private static readonly double[] ArtanhSeries = [1.0 / 23, 1.0 / 21, 1.0 / 19, 1.0 / 17, 1.0 / 15, 1.0 / 13, 1.0 / 11, 1.0 / 9, 1.0 / 7, 1.0 / 5, 1.0 / 3, 1.0];

    /// <summary>ln x of a positive, normal x: x = m·2ᵉ with m in [√½, √2), ln m = 2·artanh((m − 1)/(m + 1)).</summary>
    public static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951) (mantissa, exponent) = (mantissa / 2, exponent + 1);
        double s = (mantissa - 1) / (mantissa + 1), square = s * s, sum = 0;
        foreach (double coefficient in ArtanhSeries) sum = sum * square + coefficient;
        return exponent * Ln2 + 2 * s * sum;
    }

    /// <summary>The same in lanes, operation by operation.</summary>
    public static Vector<double> Log(Vector<double> x)
    {
        var bits = Vector.AsVectorInt64(x);
        var exponent = Vector.ConvertToDouble(Vector.ShiftRightArithmetic(bits, 52) - new Vector<long>(1023));
        var mantissa = Vector.AsVectorDouble((bits & new Vector<long>(0x000FFFFFFFFFFFFF)) | new Vector<long>(0x3FF0000000000000));
        var isAbove = Vector.GreaterThan(mantissa, new Vector<double>(1.4142135623730951));
        mantissa = Vector.ConditionalSelect(isAbove, mantissa / new Vector<double>(2), mantissa);
        exponent = Vector.ConditionalSelect(isAbove, exponent + Vector<double>.One, exponent);
        Vector<double> s = (mantissa - Vector<double>.One) / (mantissa + Vector<double>.One), square = s * s, sum = Vector<double>.Zero;
        foreach (double coefficient in ArtanhSeries) sum = sum * square + new Vector<double>(coefficient);
        return exponent * new Vector<double>(Ln2) + new Vector<double>(2) * s * sum;
    }

    /// <summary>sin(2π·turns): turns reduced to an eighth, then the Taylor series.</summary>
    public static double SinOfTurns(double turns)
    {
        double t = turns - Math.Floor(turns);            // [0, 1)
        double sign = 1;
        if (t >= 0.5) (t, sign) = (t - 0.5, -1);         // sin(x + π) = −sin x
        if (t > 0.25) t = 0.5 - t;                       // sin(π − x) = sin x
        double x = t * (2 * Math.PI), square = x * x, term = x, sum = 0;
        for (int n = 1; n <= 25; n += 2)
        {
            sum += term;
            term *= -square / ((n + 1) * (n + 2));
        }
        return sign * sum;
    }

    /// <summary>cos(2π·turns).</summary>
    public static double CosOfTurns(double turns) => SinOfTurns(turns + 0.25);
}

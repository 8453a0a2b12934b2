using System.Numerics;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>
/// The inverse of the standard normal distribution function, algorithm AS 241 (PPND16):
/// M. J. Wichura, "The percentage points of the normal distribution", Applied Statistics 37, 1988.
/// Relative accuracy about 1e-16 in exact arithmetic.
/// </summary>
internal static class NormalQuantile
{
    private static readonly double[] CentralNumerator =
        [3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457, 67265.770927008700853, 33430.575583588128105, 2509.0809287301226727];
    private static readonly double[] CentralDenominator =
        [1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867, 39307.895800092710610, 28729.085735721942674, 5226.4952788528545610];
    private static readonly double[] MiddleNumerator =
        [1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4];
    private static readonly double[] MiddleDenominator =
        [1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590, 0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9];
    private static readonly double[] FarNumerator =
        [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230, 0.0265321895265761230930, 0.00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7];
    private static readonly double[] FarDenominator =
        [1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15];

    /// <summary>The z with P(Z ≤ z) = probability, for a probability in (0, 1).</summary>
    public static double At(double probability)
    {
        double q = probability - 0.5;
        if (IsCentral(q))
        {
            double r = 0.180625 - q * q;
            return q * Polynomial(CentralNumerator, r) / Polynomial(CentralDenominator, r);
        }
        double tail = Math.Sqrt(-PortableMath.Log(q < 0 ? probability : 1 - probability));
        double magnitude = tail <= 5
            ? Polynomial(MiddleNumerator, tail - 1.6) / Polynomial(MiddleDenominator, tail - 1.6)
            : Polynomial(FarNumerator, tail - 5) / Polynomial(FarDenominator, tail - 5);
        return q < 0 ? -magnitude : magnitude;
    }

    /// <summary>The same of many probabilities, each replaced by its z: the operations of one, in lanes, so that no bit differs.</summary>
    public static void Replace(Span<double> probabilities)
    {
        const int Portion = 64;
        // Of random probabilities 15 in a hundred are not central: they are gathered, so that they fill whole vectors too.
        Span<double> tails = stackalloc double[Portion];
        Span<int> places = stackalloc int[Portion];
        for (; probabilities.Length >= Portion; probabilities = probabilities[Portion..])
        {
            int count = 0;
            for (int i = 0; i < Portion; i++)
            {
                (tails[count], places[count]) = (probabilities[i], i);
                if (!IsCentral(probabilities[i] - 0.5)) count++;
            }
            foreach (ref var vector in MemoryMarshal.Cast<double, Vector<double>>(probabilities[..Portion])) vector = Central(vector - new Vector<double>(0.5));
            // What follows the last one makes its vector whole: any probability will do.
            tails[count..].Fill(0.01);
            for (int i = 0; i < count; i += Vector<double>.Count) ReplaceTails(tails.Slice(i, Vector<double>.Count));
            for (int i = 0; i < count; i++) probabilities[places[i]] = tails[i];
        }
        foreach (ref double probability in probabilities) probability = At(probability);
    }

    private static bool IsCentral(double q) => Math.Abs(q) <= 0.425;

    private static Vector<double> Central(Vector<double> q)
    {
        var r = new Vector<double>(0.180625) - q * q;
        return q * Polynomial(CentralNumerator, r) / Polynomial(CentralDenominator, r);
    }

    private static void ReplaceTails(Span<double> probabilities)
    {
        var p = new Vector<double>(probabilities);
        var isBelow = Vector.LessThan(p, new Vector<double>(0.5));
        var tail = Vector.SquareRoot(-PortableMath.Log(Vector.ConditionalSelect(isBelow, p, Vector<double>.One - p)));
        if (!Vector.LessThanOrEqualAll(tail, new Vector<double>(5)))
        {
            foreach (ref double probability in probabilities) probability = At(probability);
            return;
        }
        var r = tail - new Vector<double>(1.6);
        var magnitude = Polynomial(MiddleNumerator, r) / Polynomial(MiddleDenominator, r);
        Vector.ConditionalSelect(isBelow, -magnitude, magnitude).CopyTo(probabilities);
    }

    private static Vector<double> Polynomial(double[] coefficients, Vector<double> x)
    {
        var sum = Vector<double>.Zero;
        for (int i = coefficients.Length - 1; i >= 0; i--) sum = sum * x + new Vector<double>(coefficients[i]);
        return sum;
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--) sum = sum * x + coefficients[i];
        return sum;
    }
}

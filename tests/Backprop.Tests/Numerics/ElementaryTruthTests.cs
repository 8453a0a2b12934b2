using Backprop.Reference;

namespace Backprop.Tests.Numerics;

/// <summary>What the elementary functions are measured against is itself measured: by published tables and by the reference's other formulas.</summary>
public class ElementaryTruthTests
{
    // A few roundings of 1.1e-16 each: ten million times finer than half a ULP of a float.
    private const double FewRoundings = 4e-15;

    // Up to z = 2 half of 1 − erf(z) is what is left of a 1: the few roundings of erf count 1/erfc(2) = 214 times.
    private const double TailRoundings = 2e-13;

    // Abramowitz & Stegun, "Handbook of Mathematical Functions", 1964: table 7.1 (ten digits).
    [Theory]
    [InlineData(0.1, 0.1124629160)]
    [InlineData(0.5, 0.5204998778)]
    [InlineData(1.0, 0.8427007929)]
    [InlineData(1.5, 0.9661051465)]
    [InlineData(2.0, 0.9953222650)]
    public void Erf_gives_the_published_table(double x, double published) => Assert.Equal(published, ElementaryTruth.Erf(x), 0.5e-10);

    // Abramowitz & Stegun, table 4.2: ln 1.001, ln 1.1, ln 2.
    [Theory]
    [InlineData(0.001, 0.0009995003330835)]
    [InlineData(0.1, 0.0953101798043249)]
    [InlineData(1.0, 0.6931471805599453)]
    public void Log1Plus_gives_the_published_table(double x, double published) => Assert.Equal(published, ElementaryTruth.Log1Plus(x), 0.6e-16 + published * FewRoundings);

    // Abramowitz & Stegun, table 4.4: e^0.001, e^0.1, e, less 1.
    [Theory]
    [InlineData(0.001, 0.00100050016670834)]
    [InlineData(0.1, 0.105170918075647625)]
    [InlineData(1.0, 1.718281828459045235)]
    public void ExpMinus1_gives_the_published_table(double x, double published) => Assert.Equal(published, ElementaryTruth.ExpMinus1(x), 0.6e-17 + published * FewRoundings);

    [Fact]
    public void Two_formulas_agree_over_the_range()
    {
        for (int i = -20_000; i <= 20_000; i++)
        {
            double x = i / 1999.0;                  // −10 … 10
            Near(ErrorFunction.Erf(x), ElementaryTruth.Erf(x), FewRoundings);
            Near(ErrorFunction.Erfc(-x / Math.Sqrt(2)) / 2, ElementaryTruth.NormalCumulative(x), TailRoundings);
            Near(NearZero.ExpMinusOne(x), ElementaryTruth.ExpMinus1(x), FewRoundings);
            if (x > -1) Near(NearZero.LogOnePlus(x), ElementaryTruth.Log1Plus(x), FewRoundings);
        }
    }

    [Fact]
    public void Two_formulas_agree_near_0()
    {
        for (double x = 1e-300; x < 1; x *= 1.7)
        {
            foreach (double signed in new[] { x, -x })
            {
                Near(ErrorFunction.Erf(signed), ElementaryTruth.Erf(signed), FewRoundings);
                Near(NearZero.ExpMinusOne(signed), ElementaryTruth.ExpMinus1(signed), FewRoundings);
                Near(NearZero.LogOnePlus(signed), ElementaryTruth.Log1Plus(signed), FewRoundings);
            }
        }
    }

    private static void Near(double expected, double actual, double relative) =>
        Assert.InRange(Math.Abs(actual - expected), 0, relative * Math.Abs(expected));
}

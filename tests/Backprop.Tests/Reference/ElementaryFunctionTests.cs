using Backprop.Reference;

namespace Backprop.Tests.Reference;

public class ElementaryFunctionTests
{
    // Half a unit of the tenth decimal that the table prints.
    private const double TableDigits = 0.5e-10;

    // A few roundings of 1.1e-16; measured against 60-digit arithmetic on 20,000 points: 0.7e-15 for erf, 1.9e-15 for erfc.
    private const double FewRoundings = 2e-15;

    // Abramowitz & Stegun, Handbook of Mathematical Functions, 1964, table 7.1.
    [Theory]
    [InlineData(0.1, 0.1124629160)]
    [InlineData(0.2, 0.2227025892)]
    [InlineData(0.3, 0.3286267595)]
    [InlineData(0.4, 0.4283923550)]
    [InlineData(0.5, 0.5204998778)]
    [InlineData(0.6, 0.6038560908)]
    [InlineData(0.7, 0.6778011938)]
    [InlineData(0.8, 0.7421009647)]
    [InlineData(0.9, 0.7969082124)]
    [InlineData(1.0, 0.8427007929)]
    [InlineData(1.1, 0.8802050696)]
    [InlineData(1.2, 0.9103139782)]
    [InlineData(1.3, 0.9340079449)]
    [InlineData(1.4, 0.9522851198)]
    [InlineData(1.5, 0.9661051465)]
    [InlineData(1.6, 0.9763483833)]
    [InlineData(1.7, 0.9837904586)]
    [InlineData(1.8, 0.9890905016)]
    [InlineData(1.9, 0.9927904292)]
    [InlineData(2.0, 0.9953222650)]
    public void Erf_gives_the_published_table(double x, double published)
    {
        Assert.InRange(ErrorFunction.Erf(x), published - TableDigits, published + TableDigits);
        Assert.Equal(-ErrorFunction.Erf(x), ErrorFunction.Erf(-x));
    }

    // Computed by mpmath 1.3.0 with 25 digits.
    [Theory]
    [InlineData(1, 0.15729920705028513066)]
    [InlineData(2, 0.0046777349810472658379)]
    [InlineData(3, 0.000022090496998585441373)]
    [InlineData(5, 1.5374597944280348502e-12)]
    [InlineData(10, 2.088487583762544757e-45)]
    [InlineData(9.9, 1.5431200214053074853e-44)]
    [InlineData(20.3, 2.9853181806016359443e-181)]
    [InlineData(26, 5.6631924088561428465e-296)]
    public void Erfc_keeps_its_digits_where_it_is_tiny(double x, double expected)
    {
        Assert.InRange(ErrorFunction.Erfc(x) / expected, 1 - FewRoundings, 1 + FewRoundings);
        Assert.Equal(2 - ErrorFunction.Erfc(x), ErrorFunction.Erfc(-x));
    }

    [Fact]
    public void Erf_and_erfc_add_up_to_1_everywhere()
    {
        for (double x = -7; x <= 7; x += 0.0078125)
            Assert.Equal(1, ErrorFunction.Erf(x) + ErrorFunction.Erfc(x), FewRoundings);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1e308, 1, 0)]
    [InlineData(-1e308, -1, 2)]
    [InlineData(double.PositiveInfinity, 1, 0)]
    [InlineData(double.NegativeInfinity, -1, 2)]
    public void Erf_and_erfc_reach_their_limits(double x, double erf, double erfc) =>
        Assert.Equal((erf, erfc), (ErrorFunction.Erf(x), ErrorFunction.Erfc(x)));

    // Computed by mpmath 1.3.0 with 25 digits, at the doubles nearest to x.
    [Theory]
    [InlineData(1e-10, 1.0000000000500000364e-10, 9.9999999995000003644e-11)]
    [InlineData(-1e-5, -9.999950000166667068e-6, -0.000010000050000333336651)]
    [InlineData(0.5, 0.64872127070012814685, 0.40546510810816438198)]
    [InlineData(-0.5, -0.39346934028736657640, -0.69314718055994530942)]
    public void Exponential_minus_1_and_logarithm_of_1_plus_x_keep_their_digits(double x, double exponential, double logarithm)
    {
        Assert.InRange(NearZero.ExpMinusOne(x) / exponential, 1 - FewRoundings, 1 + FewRoundings);
        Assert.InRange(NearZero.LogOnePlus(x) / logarithm, 1 - FewRoundings, 1 + FewRoundings);
    }

    [Theory]
    [InlineData(1e308, double.PositiveInfinity)]
    [InlineData(-1e308, -1)]
    [InlineData(0, 0)]
    public void Exponential_minus_1_reaches_its_limits(double x, double expected) => Assert.Equal(expected, NearZero.ExpMinusOne(x));
}

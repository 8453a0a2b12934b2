using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

public sealed class ShortNumberTests
{
    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(0.01, "0.01")]
    [InlineData(1e-5, "0.00001")]
    [InlineData(-2.5e-6, "-0.0000025")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(9e-7, "9e-7")]
    [InlineData(1.25e-30, "1.25e-30")]
    [InlineData(123456.5, "123456.5")]
    [InlineData(-1e20, "-1e20")]
    [InlineData(double.NaN, "NaN")]
    public void A_number_has_its_fewest_digits_and_reads_back_the_same(double value, string expected)
    {
        Assert.Equal(expected, ShortNumber.Of(value));
        Assert.Equal(value, double.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(1e-5f, "0.00001")]
    [InlineData(1e-6f, "0.000001")]
    [InlineData(1e-7f, "1e-7")]
    [InlineData(1e9f, "1e9")]
    [InlineData(float.Epsilon, "1e-45")]
    public void A_float_has_its_own_fewest_digits(float value, string expected) => Assert.Equal(expected, ShortNumber.Of(value));
}

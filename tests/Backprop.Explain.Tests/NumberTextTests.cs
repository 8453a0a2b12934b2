using System.Globalization;

namespace Backprop.Explain.Tests;

public class NumberTextTests
{
    [Theory]
    [InlineData(0.29837110876, 6, "0.298371")]
    [InlineData(0.0004385677, 6, "0.000438568")]
    [InlineData(0.5, 6, "0.5")]
    [InlineData(-0.0, 6, "0")]
    [InlineData(-1.5e-7, 6, "−1.5·10⁻⁷")]
    [InlineData(1234567.89, 6, "1234570")]
    [InlineData(1.2345678e12, 6, "1.23457·10¹²")]
    [InlineData(999999.7, 6, "1000000")]
    [InlineData(0.99999995, 6, "1")]
    [InlineData(0.1, 17, "0.10000000000000001")]
    [InlineData(7, 1, "7")]
    public void A_number_is_rounded_to_significant_digits_and_loses_trailing_zeros(double value, int precision, string text) =>
        Assert.Equal(text, new UnicodeEmitter(precision).Emit(new Number(value)));

    [Fact]
    public void What_is_shown_is_the_number_to_half_a_unit_of_the_last_digit()
    {
        var draw = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            int precision = 1 + draw.Next(15);
            double value = (2 * draw.NextDouble() - 1) * Math.Pow(10, draw.Next(-12, 13));
            var text = NumberText.Of(value, precision);
            double shown = double.Parse($"{text.Mantissa}e{text.Exponent}", CultureInfo.InvariantCulture);
            // A few roundings of 1e-16 on top of the half unit.
            double unit = Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(value))) - precision + 1);
            Assert.True(Math.Abs(shown - value) <= 0.5 * unit * (1 + 1e-9) + 1e-15 * Math.Abs(value), $"{value:R} at {precision}: {text}");
        }
    }
}

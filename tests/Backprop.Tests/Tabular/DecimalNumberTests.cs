using System.Globalization;
using System.Text;
using Backprop.Tabular;
using Xunit;

namespace Backprop.Tests.Tabular;

public sealed class DecimalNumberTests
{
    [Theory]
    [InlineData("0"), InlineData("-0"), InlineData("+7"), InlineData(".5"), InlineData("5."), InlineData("1e3"), InlineData("1.25E-3")]
    [InlineData("16777216"), InlineData("123456789"), InlineData("0.1"), InlineData("3.807590643342410180e-02"), InlineData("9999999999999999999")]
    public void Usual_numbers_are_taken(string text)
    {
        Assert.True(DecimalNumber.TryRead(Encoding.UTF8.GetBytes(text), out float number));
        AssertSameBits(text, number);
    }

    [Theory]
    [InlineData(""), InlineData("-"), InlineData("."), InlineData("e5"), InlineData("1e"), InlineData("1e+"), InlineData("1 "), InlineData(" 1")]
    [InlineData("1,5"), InlineData("0x1"), InlineData("1.2.3"), InlineData("--1"), InlineData("NaN"), InlineData("Infinity"), InlineData("1e400"), InlineData("1e-400")]
    [InlineData("10000000000000000000"), InlineData("3.5e38"), InlineData("1e-40"), InlineData("٣")]
    public void What_it_cannot_decide_is_left_to_the_parser_of_the_library(string text) =>
        Assert.False(DecimalNumber.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void A_number_half_way_between_two_floats_is_left_to_the_parser_of_the_library()
    {
        // 1 + 2⁻²⁴ lies exactly between 1 and the next float; a digit more decides.
        Assert.False(DecimalNumber.TryRead("16777217"u8, out _));
        Assert.False(DecimalNumber.TryRead("1.000000059604644775"u8, out _));
        Assert.False(DecimalNumber.TryRead("1.000000059604644776"u8, out _));
    }

    [Fact]
    public void A_million_numbers_of_every_size_have_the_bits_of_the_library()
    {
        var random = new Random(1);
        int taken = 0;
        const int Numbers = 1_000_000;
        for (int i = 0; i < Numbers; i++)
        {
            string text = Spelled(random, i % 4);
            if (!DecimalNumber.TryRead(Encoding.UTF8.GetBytes(text), out float number)) continue;
            taken++;
            AssertSameBits(text, number);
        }
        Assert.True(taken > Numbers / 2, $"only {taken} were taken");
    }

    private static string Spelled(Random random, int kind) => kind switch
    {
        0 => BitConverter.Int32BitsToSingle(random.Next()).ToString("R", CultureInfo.InvariantCulture),
        1 => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
        2 => (random.NextDouble() * 1e6).ToString("F" + random.Next(12), CultureInfo.InvariantCulture),
        // Next to the middle between two floats.
        _ => (0.5 * ((double)Float(random) + Float(random))).ToString("E" + random.Next(5, 18), CultureInfo.InvariantCulture),
    };

    private static float Float(Random random) => BitConverter.Int32BitsToSingle(random.Next(0x30000000, 0x50000000));

    private static void AssertSameBits(string text, float number)
    {
        float expected = float.Parse(text, CultureInfo.InvariantCulture);
        if (BitConverter.SingleToInt32Bits(expected) != BitConverter.SingleToInt32Bits(number))
            Assert.Fail($"{text} is {expected:R}, not {number:R}");
    }
}

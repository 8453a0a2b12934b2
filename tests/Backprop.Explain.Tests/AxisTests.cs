namespace Backprop.Explain.Tests;

/// <summary>Axes begin, end and have their ticks at round numbers.</summary>
public class AxisTests
{
    [Theory]
    [InlineData(0.0, 1.0, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(-3.2, 7.9, new[] { -4.0, -2, 0, 2, 4, 6, 8 })]
    [InlineData(1234.0, 1239.0, new[] { 1234.0, 1235, 1236, 1237, 1238, 1239 })]
    [InlineData(5.0, 5.0, new[] { 2.0, 3, 4, 5, 6, 7, 8 })]
    [InlineData(0.0, 0.0, new[] { -1, -0.5, 0, 0.5, 1 })]
    public void Ticks_are_round_numbers_around_the_values(double low, double high, double[] ticks)
    {
        var axis = Axis.Around("x", [low, double.NaN, high, double.PositiveInfinity]);
        Assert.Equal(ticks.Length, axis.Ticks.Count);
        Assert.All(ticks.Zip(axis.Ticks), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
        Assert.True(axis.Low <= low && axis.High >= high);
    }

    [Fact]
    public void Equal_factors_have_equal_lengths_on_a_logarithmic_axis()
    {
        var axis = Axis.AroundFactors("loss", [0.01, 100.0]);
        Assert.Equal([0.01, 0.1, 1, 10, 100], axis.Ticks.Select(tick => Math.Round(tick, 6)));
        Assert.Equal(0.5, axis.Place(1), 1e-12);
        Assert.Equal((0.0, 1.0), (axis.Place(0.001), axis.Place(1000)));
        Assert.False(Axis.AroundFactors("loss", [0.0, 1]).IsLogarithmic);
        Assert.NotEmpty(Axis.AroundFactors("loss", [0.31, 0.32]).Ticks);
    }

    [Fact]
    public void Without_values_there_is_still_an_axis() => Assert.Equal((0.0, 1.0), (Axis.Around("x", []).Low, Axis.Around("x", [double.NaN]).High));
}

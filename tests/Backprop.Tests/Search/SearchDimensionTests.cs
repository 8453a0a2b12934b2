using Backprop.Numerics;

namespace Backprop.Tests.Search;

public class SearchDimensionTests
{
    private const int Draws = 20_000;

    // Kolmogorov's distance is above 1.95/√n in one of a thousand samples; the seed is fixed, so the answer is too. Values of three digits
    // are up to half a hundredth from what they were, which is a thousandth of the range below.
    private static readonly double Distance = 1.95 / Math.Sqrt(Draws) + 0.002;

    [Fact]
    public void The_logarithms_of_a_logarithmic_range_are_uniform()
    {
        double[] values = Sample(SearchDimension.LogBetween(1e-4, 1e-1));
        Assert.InRange(Kolmogorov(values, value => Math.Log(value / 1e-4) / Math.Log(1e3)), 0, Distance);
        Assert.All(values, value => Assert.InRange(value, 1e-4, 1e-1));
    }

    [Fact]
    public void The_values_of_a_plain_range_are_uniform() =>
        Assert.InRange(Kolmogorov(Sample(SearchDimension.Between(0, 0.5)), value => value / 0.5), 0, Distance);

    [Fact]
    public void Whole_numbers_of_a_range_are_equally_frequent_ends_included()
    {
        var counts = Sample(SearchDimension.WholeBetween(1, 4)).CountBy(value => value).ToDictionary();
        Assert.Equal([1.0, 2, 3, 4], counts.Keys.Order());
        // Pearson's statistic of 4 classes is above 16.3 in one of a thousand samples.
        Assert.InRange(counts.Values.Sum(count => Math.Pow(count - Draws / 4.0, 2) / (Draws / 4.0)), 0, 16.3);
    }

    [Fact]
    public void A_logarithmic_range_of_whole_numbers_has_each_octave_as_often_and_both_ends()
    {
        double[] values = Sample(SearchDimension.WholeLogBetween(16, 255));
        Assert.Equal((16, 255), (values.Min(), values.Max()));
        foreach (int from in new[] { 16, 32, 64, 128 })
            // The standard deviation of a quarter of 20,000 draws is 61.
            Assert.InRange(values.Count(value => value >= from && value < 2 * from), Draws / 4 - 250, Draws / 4 + 250);
    }

    [Theory]
    [InlineData("0.001..0.1", "0.001..0.1")]
    [InlineData("1e-3..1E-1", "0.001..0.1")]
    [InlineData(" 0 , 0.5", "0,0.5")]
    [InlineData("7", "7")]
    public void Text_is_a_range_a_list_or_a_value(string text, string expected) =>
        Assert.Equal(expected, SearchDimension.Parse(text, isLogarithmic: true, isWhole: false).ToString());

    [Theory]
    [InlineData("0.1..0.001", "falls")]
    [InlineData("0..0.1", "above 0")]
    [InlineData("a..b", "neither a range")]
    [InlineData("1,,2", "neither a range")]
    [InlineData("1..2..3", "neither a range")]
    [InlineData("NaN", "neither a range")]
    [InlineData("1e999", "neither a range")]
    [InlineData("", "neither a range")]
    public void What_is_neither_is_refused(string text, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidInputException>(() => SearchDimension.Parse(text, isLogarithmic: true, isWhole: false)).Message, StringComparison.Ordinal);

    [Fact]
    public void Ends_of_whole_ranges_are_whole() =>
        Assert.Contains("whole numbers", Assert.Throws<InvalidInputException>(() => SearchDimension.Parse("1.5..3", isLogarithmic: false, isWhole: true)).Message, StringComparison.Ordinal);

    private static double[] Sample(SearchDimension values)
    {
        var random = new CounterRandom(3, RandomPurpose.Sampling, 1);
        return [.. Enumerable.Range(0, Draws).Select(i => values.At(random.Uniform((ulong)i)))];
    }

    private static double Kolmogorov(double[] values, Func<double, double> distribution) =>
        values.Order().Select((value, i) => Math.Max(Math.Abs(distribution(value) - (double)i / Draws), Math.Abs(distribution(value) - (i + 1.0) / Draws))).Max();
}

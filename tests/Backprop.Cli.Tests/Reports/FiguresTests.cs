using Backprop.Cli.Reports;
using Backprop.Cli.Terminals;

namespace Backprop.Cli.Tests.Reports;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0.9999, "99.9 %")]
    [InlineData(1, "100.0 %")]
    [InlineData(0.0001, "0.1 %")]
    [InlineData(0, "0.0 %")]
    [InlineData(0.96658, "96.7 %")]
    public void A_share_is_rounded_but_never_to_all_or_nothing(double share, string expected) => Assert.Equal(expected, Figures.Percent(share));

    [Theory]
    [InlineData(0.123456, "0.1235")]
    [InlineData(12.3456, "12.35")]
    [InlineData(123456, "123,456")]
    [InlineData(1.5e-7, "1.500e-7")]
    [InlineData(double.NaN, "undefined")]
    public void A_number_has_four_digits(double value, string expected) => Assert.Equal(expected, Figures.Number(value));

    [Theory]
    [InlineData(new[] { 0.5, 0.25, 0 }, new[] { "0.5000", "0.2500", "0.0000" })]
    [InlineData(new[] { 0.5, 0.00042, -0.001 }, new[] { "0.50000", "0.00042", "-0.00100" })]
    [InlineData(new[] { 12.5, 0.0000123, 1234.6 }, new[] { "12.500000", "0.000012", "1,235" })]
    [InlineData(new[] { 0.5, 1.5e-9, double.NaN }, new[] { "0.5000000", "0.0000000", "undefined" })]
    [InlineData(new[] { 0.0005, 1.5e-9, 0 }, new[] { "5.000e-4", "1.500e-9", "0.000e+0" })]
    public void A_column_has_one_notation(double[] values, string[] expected) => Assert.Equal(expected, Figures.Column(values));

    [Theory]
    [InlineData(999, "999 bytes")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(3 << 20, "3.0 MiB")]
    public void A_size_has_a_unit(long bytes, string expected) => Assert.Equal(expected, Figures.Bytes(bytes));

    [Theory]
    [InlineData(0.0254, "25 ms")]
    [InlineData(3.21, "3.2 s")]
    [InlineData(75, "1 min 15 s")]
    [InlineData(7300, "2 h 1 min")]
    public void A_duration_has_units(double seconds, string expected) => Assert.Equal(expected, Figures.Duration(seconds));

    [Theory]
    [InlineData(0.01f, "0.001")]
    [InlineData(0.7f, "0.07")]
    [InlineData(1e9f, "100000000")]
    [InlineData(1e-4f, "0.00001")]
    public void A_tenth_has_no_noise(float value, string expected) => Assert.Equal(expected, Figures.Tenth(value));

    [Fact]
    public void Many_classes_show_the_most_confused_pairs()
    {
        string[] classes = [.. Enumerable.Range(0, 30).Select(c => $"class {c}")];
        var confusion = classes.Select((_, actual) => classes.Select((_, predicted) => actual == predicted ? 9 : actual == 3 && predicted == 5 ? 7 : 0).ToArray()).ToArray();
        string[] lines = [.. new ConfusionText(classes, confusion).Lines(Terminal.None)];
        Assert.Equal(2, lines.Length);
        Assert.Contains("7 rows  class 3 taken for class 5", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Each_row_of_a_confusion_matrix_is_what_it_was()
    {
        string[] lines = [.. new ConfusionText(["cat", "[dog]"], [[5, 1], [0, 4]]).Lines(Terminal.None with { HasColor = false })];
        Assert.Equal(4, lines.Length);
        Assert.Contains("[[dog]]", lines[3], StringComparison.Ordinal);
        Assert.Contains(".", lines[3], StringComparison.Ordinal);
    }
}

using Backprop.Cli.Terminals;

namespace Backprop.Cli.Tests.Terminals;

public sealed class TerminalTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("de_DE.UTF-8", true)]
    [InlineData("C.utf8", true)]
    [InlineData("en_US", true)]
    [InlineData("C", false)]
    [InlineData("POSIX", false)]
    [InlineData("en_US.ISO-8859-1", false)]
    public void The_locale_tells_whether_Unicode_can_be_shown(string? locale, bool unicode) =>
        Assert.Equal(unicode, Terminal.LocaleHasUnicode(locale));

    [Fact]
    public void A_sparkline_falls_from_full_to_empty_on_a_logarithmic_scale() =>
        Assert.Equal("4321", Sparkline.Draw([1000, 99, 9.9, 1], (1, 1000), 60, "1234"));

    [Fact]
    public void A_sparkline_is_as_narrow_as_asked_for() =>
        Assert.Equal("21", Sparkline.Draw([8, 8, 8, 1, 1, 1], (1, 8), 2, "12"));

    [Fact]
    public void A_sparkline_of_equal_values_is_flat() => Assert.Equal("111", Sparkline.Draw([5, 5, 5], (5, 5), 60, "12"));

    [Fact]
    public void A_value_that_is_not_finite_leaves_a_gap() =>
        Assert.Equal("2 1", Sparkline.Draw([8, double.NaN, 1], Sparkline.RangeOf([8, double.NaN, 1]), 60, "12"));

    [Fact]
    public void Text_is_wrapped_at_spaces() => Assert.Equal(["one two", "three", "fourfivesix"], Facts.Wrap("one two three fourfivesix", 8));
}

using System.Xml.Linq;

namespace Backprop.Cli.Tests.Commands;

public sealed class TuneRateTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_person_gets_a_plot_and_two_suggestions_and_nothing_is_saved()
    {
        string text = Workspace.Run("tune", "rate", "iris").Succeeded().Out;
        Assert.Matches(@"Suggested\s+0\.\d+, where the smoothed loss falls most steeply", text);
        Assert.Matches(@"Or\s+0\.\d+, a tenth of the rate with the lowest smoothed loss", text);
        Assert.Contains('█', text);
        Assert.Empty(_workspace.Names);
    }

    [Fact]
    public void A_program_gets_one_object_with_every_step()
    {
        var rates = Workspace.Run("tune", "rate", "iris", "--from", "0.001", "--to", "0.1", "--steps", "50", "--json").Succeeded().Events.Single();
        Assert.Equal(50, rates.GetProperty("points").GetArrayLength());
        Assert.Equal("adam", rates.GetProperty("optimizer").GetString());
        Assert.InRange(rates.GetProperty("steepest").GetDouble(), 0.001, 0.1);
    }

    [Fact]
    public void The_drawing_has_both_curves()
    {
        Workspace.Run("tune", "rate", "iris", "--output", _workspace["rates.svg"]).Succeeded();
        var drawing = XDocument.Load(_workspace["rates.svg"]);
        Assert.Equal(2, drawing.Descendants().Count(element => element.Name.LocalName == "polyline"));
    }

    [Theory]
    [InlineData("--epochs", "3")]
    [InlineData("--learning-rate", "0.1")]
    [InlineData("--schedule", "cosine")]
    [InlineData("--patience", "3")]
    [InlineData("--warm-up", "1")]
    [InlineData("--average", "ema")]
    [InlineData("--watch", "loss")]
    [InlineData("--minimum-change", "0.1")]
    [InlineData("--cross-validate", "3")]
    [InlineData("--ensemble", "2")]
    public void Options_of_a_whole_training_are_refused_and_not_listed(string option, string value)
    {
        Workspace.Run("tune", "rate", "iris", option, value).Refused($"{option} has no effect");
        Assert.DoesNotContain($"  {option} ", Workspace.Run("tune", "rate", "--help").Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains($"  {option} ", Workspace.Run("train", "--help").Succeeded().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_range_that_does_not_rise_is_refused() =>
        Workspace.Run("tune", "rate", "iris", "--from", "1", "--to", "0.1").Refused("--from 1 and --to 0.1", "must rise");
}

using System.Text.RegularExpressions;
using Backprop.Cli.Terminals;

namespace Backprop.Cli.Tests.Commands;

/// <summary>What a person reads.</summary>
public sealed partial class TrainTextTests : IDisposable
{
    private static readonly Terminal Colorful = new(IsLive: true, HasColor: true, HasUnicode: true, Width: 80);

    private static readonly string[] ToCopy = ["Saved", "Predict ", "File", "Weights", "            SHA-256"];

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Off_a_terminal_an_epoch_is_one_plain_line()
    {
        string text = _workspace.Train("iris").Succeeded().Out;
        Assert.DoesNotContain('\e', text);
        Assert.Single(EpochLine().Matches(text), line => line.Value.Contains("1/3", StringComparison.Ordinal));
        Assert.Equal(3, EpochLine().Count(text));
    }

    [Fact]
    public void The_end_tells_result_place_and_next_command()
    {
        string text = _workspace.Train("iris", "--test", "0.2").Succeeded().Out;
        Assert.Contains("Stopped     all 3 epochs are done", text, StringComparison.Ordinal);
        Assert.Matches(@"Test        accuracy \d+\.\d % \(\d+ of 30 right\)", text);
        Assert.Contains("actual      predicted", text, StringComparison.Ordinal);
        Assert.Contains($"Saved       {_workspace.Model} (", text, StringComparison.Ordinal);
        Assert.Contains($"Predict     backprop predict {_workspace.Model} iris\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_command_is_quoted_and_keeps_the_format_of_the_file()
    {
        string data = _workspace.Write("my houses'.csv", Tables.Houses(60).Replace(',', ';'));
        string text = _workspace.Train(data, "--target", "3", "--header", "no", "--delimiter", ";").Succeeded().Out;
        string quoted = $"'{data.Replace("'", @"'\''", StringComparison.Ordinal)}'";
        Assert.Contains($"backprop predict {_workspace.Model} {quoted} --header no --delimiter ';'\n", text, StringComparison.Ordinal);
        Assert.Contains("rows without header, cells separated by ';'; the target is column 3 of 3", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Regression_explains_its_metrics()
    {
        string text = _workspace.Train(_workspace.Write("houses.csv", Tables.Houses(60)), "--target", "3", "--test", "0.2").Succeeded().Out;
        Assert.Matches(@"R²\s+-?\d+\.\d+\s+0\.0000\s+1 is perfect", text);
        Assert.Matches(@"RMSE\s+\d+\.\d+\s+\d+\.\d+\s+root of the mean squared error", text);
        Assert.DoesNotContain("accuracy", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_gets_a_display_that_shows_and_gives_back_the_cursor()
    {
        string text = Workspace.RunOn(Colorful, "train", "iris", "--output", _workspace.Model, "--epochs", "4").Succeeded().Out;
        Assert.Contains("epoch 4/4", text, StringComparison.Ordinal);
        Assert.Contains("validation loss", text, StringComparison.Ordinal);
        Assert.Contains("█", text, StringComparison.Ordinal);
        int hidden = text.LastIndexOf("\e[?25l", StringComparison.Ordinal), shown = text.LastIndexOf("\e[?25h", StringComparison.Ordinal);
        Assert.InRange(hidden, 0, shown);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_is_wider_than_the_terminal_but_those_to_copy(int width)
    {
        var run = Workspace.RunOn(Colorful with { Width = width }, "train", "digits", "--test", "0.2", "--output", _workspace.Model, "--epochs", "2").Succeeded();
        string text = run.Out + Workspace.RunOn(Colorful with { Width = width }, "data", "list").Succeeded().Out;
        if (width >= 80) text += Workspace.RunOn(Colorful with { Width = width }, "inspect", _workspace.Model).Succeeded().Out;
        foreach (string line in ControlSequence().Replace(text, "").Split('\n', '\r'))
            Assert.True(line.Length <= width || ToCopy.Any(label => line.StartsWith(label, StringComparison.Ordinal)), line);
    }

    [Theory]
    [InlineData("iris", "loss", "the validation loss was lowest", "the validation loss had not fallen for 1 epoch,")]
    [InlineData("iris", "accuracy", "the validation accuracy was highest", "the validation accuracy had not risen for 1 epoch,")]
    [InlineData("table", "r2", "the validation R² was highest", "the validation R² had not risen for 1 epoch,")]
    [InlineData("table", "rmse", "the validation RMSE was lowest", "the validation RMSE had not fallen for 1 epoch,")]
    [InlineData("table", "mae", "the validation MAE was lowest", "the validation MAE had not fallen for 1 epoch,")]
    public void The_end_names_what_was_watched(string data, string metric, string best, string stopped)
    {
        if (data == "table") data = _workspace.Write("table.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{i * i % 41}.5\n")));
        string[] target = data == "iris" ? [] : ["--target", "y"];
        // A rate at which the validation soon gets worse.
        string text = Workspace.Run(["train", data, .. target, "--watch", metric, "--patience", "1", "--epochs", "500", "--learning-rate", "0.05", "--output", _workspace.Model]).Succeeded().Out;
        Assert.Contains($"are kept, where {best}", text, StringComparison.Ordinal);
        Assert.Contains(stopped, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_colour_only_the_cursor_is_controlled()
    {
        string text = Workspace.RunOn(Colorful with { HasColor = false }, "train", "iris", "--test", "0.2", "--output", _workspace.Model, "--epochs", "2").Succeeded().Out;
        Assert.DoesNotMatch(@"\e\[[0-9;]*(3[0-7]|9[0-7])m", text);
    }

    [Fact]
    public void Without_Unicode_everything_is_ASCII()
    {
        foreach (bool live in new[] { true, false })
        {
            var terminal = Colorful with { HasUnicode = false, IsLive = live };
            string text = Workspace.RunOn(terminal, "train", "iris", "--test", "0.2", "--output", _workspace.Model, "--epochs", "5").Succeeded().Out
                + Workspace.RunOn(terminal, "inspect", _workspace.Model).Succeeded().Out
                + Workspace.RunOn(terminal, "evaluate", _workspace.Model, "iris").Succeeded().Out;
            Assert.All(text, c => Assert.True(c < 128, $"U+{(int)c:x4}"));
        }
    }

    [GeneratedRegex(@"^ +\d/3 .*$", RegexOptions.Multiline)]
    private static partial Regex EpochLine();

    [GeneratedRegex(@"\e\[[?0-9;]*[A-Za-z]")]
    private static partial Regex ControlSequence();
}

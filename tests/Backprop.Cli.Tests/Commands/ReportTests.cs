using System.Text.Json;
using System.Text.RegularExpressions;
using Backprop.Cli.Terminals;

namespace Backprop.Cli.Tests.Commands;

/// <summary>What <c>evaluate</c> writes as a page, and how it tells which columns matter.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_report_has_the_mistakes_with_their_rows_as_the_file_has_them()
    {
        string data = Flowers(out string wrong);
        var run = Workspace.Run("evaluate", _workspace.Model, wrong, "--report", _workspace["report.html"]);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Contains("1 row has no answer", run.Error, StringComparison.Ordinal);
        Assert.Contains("Report      " + _workspace["report.html"], run.Out, StringComparison.Ordinal);
        string page = File.ReadAllText(_workspace["report.html"]);
        // The third row of the file has no answer; the fourth is a rose that is called a tulip.
        Assert.Matches("<tr><th scope=\"row\">4</th><td>tulip</td><td>rose</td>.*<td class=\"raw\">1.30</td><td class=\"raw\">0</td></tr>", page);
        Assert.Contains("The cells of one column are dealt out", page, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(data), page, StringComparison.Ordinal);
    }

    [Fact]
    public void Importance_is_a_table_with_bars_and_the_important_column_first()
    {
        string data = Flowers(out _);
        var run = Workspace.Run("evaluate", _workspace.Model, data, "--importance").Succeeded();
        string[] lines = [.. run.Lines.SkipWhile(line => !line.Contains("loss grows by", StringComparison.Ordinal))];
        Assert.Matches("^  width +█{24} +[0-9.]+ ", lines[1]);
        Assert.Matches("^  height +█* +-?[0-9.e-]+ ", lines[2]);
        Assert.DoesNotContain("█", Workspace.RunOn(Terminal.None with { HasUnicode = false }, "evaluate", _workspace.Model, data, "--importance").Succeeded().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Importance_in_json_has_every_column_and_depends_on_the_seed_alone()
    {
        string data = Flowers(out _);
        JsonElement Importance(params string[] options) => Workspace.Run(["evaluate", _workspace.Model, data, "--importance", "--json", .. options]).Succeeded().Events[0].GetProperty("importance");
        var first = Importance("--threads", "1");
        Assert.Equal(("accuracy", 5, true), (first.GetProperty("metric").GetString(), first.GetProperty("repeats").GetInt32(), first.GetProperty("complete").GetBoolean()));
        var columns = first.GetProperty("columns").EnumerateArray().ToList();
        Assert.Equal(["width", "height"], columns.Select(column => column.GetProperty("column").GetString()));
        Assert.True(columns[0].GetProperty("lossIncrease").GetDouble() > columns[1].GetProperty("lossIncrease").GetDouble());
        Assert.Equal(first.GetRawText(), Importance("--threads", "2").GetRawText());
        Assert.NotEqual(first.GetRawText(), Importance("--seed", "1").GetRawText());
        Assert.All(Importance("--repeats", "2").GetProperty("columns").EnumerateArray(), column => Assert.Equal(2, column.GetProperty("repeats").GetInt32()));
        Assert.False(Workspace.Run("evaluate", _workspace.Model, data, "--json").Succeeded().Events[0].TryGetProperty("importance", out _));
    }

    [Fact]
    public void An_interrupted_measurement_reports_what_there_is()
    {
        string data = Flowers(out _);
        using var error = new StringWriter();
        using var interruption = new Interruption(code => throw new InvalidOperationException($"exit {code}"));
        bool wasSent = false;
        using var output = new WatchedWriter(text =>
        {
            if (wasSent || !text.Contains("importance of the columns", StringComparison.Ordinal)) return;
            wasSent = true;
            interruption.Signal(ExitCode.Interrupted);
        });
        // So many repeats that they are not done when the progress is first shown.
        string[] words = ["evaluate", _workspace.Model, data, "--report", _workspace["report.html"], "--repeats", "1000000"];
        int exitCode = CommandLine.Run(words, new CommandEnvironment(output, error, Terminal.None with { IsLive = true, Width = 100 }, interruption, "backprop"));
        Assert.Equal(ExitCode.Interrupted, exitCode);
        Assert.Equal("interrupted: stopping the measurement of importance, and reporting what there is; Ctrl-C again ends at once.", error.ToString().Trim());
        Assert.Contains("stopped before all repeats were done", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("The measurement was stopped: of 1,000,000 repeats", File.ReadAllText(_workspace["report.html"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--report")]
    [InlineData("--importance")]
    public void Before_anything_can_be_reported_a_signal_ends_the_process_at_once(string option)
    {
        string data = Flowers(out _);
        var exits = new List<int>();
        using var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption(exits.Add);
        using var output = new WatchedWriter(line =>
        {
            if (line.StartsWith("Model", StringComparison.Ordinal)) interruption.Signal(ExitCode.Interrupted);
        });
        string[] words = ["evaluate", _workspace.Model, data, option, .. option == "--report" ? [_workspace["report.html"]] : Array.Empty<string>()];
        CommandLine.Run(words, new CommandEnvironment(output, error, Terminal.None, interruption, "backprop"));
        Assert.Equal([ExitCode.Interrupted], exits);
        Assert.Equal("error: interrupted; nothing was written.\n", error.ToString());
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_refused_before_any_work()
    {
        string data = Flowers(out _);
        Workspace.Run("evaluate", _workspace.Model, data, "--report", "-").Refused("--report -", "name of a file");
        Workspace.Run("evaluate", _workspace.Model, data, "--report", _workspace["no/such/report.html"]).Refused("report.html");
        Workspace.Run("evaluate", _workspace.Model, data, "--report", data).Refused("--report", "the data");
        Workspace.Run("evaluate", _workspace.Model, data, "--report", _workspace.Model).Refused("--report", "the model");
        Workspace.Run("evaluate", _workspace.Model, data, "--repeats", "0").Refused("--repeats 0");
    }

    [Fact]
    public void Built_in_data_and_requirements_go_with_a_report()
    {
        _workspace.Train("iris").Succeeded();
        Workspace.Run("evaluate", _workspace.Model, "iris", "--report", _workspace["r.html"], "--require", "accuracy>=1.1").FailedWith(ExitCode.CheckFailed, "accuracy");
        string page = File.ReadAllText(_workspace["r.html"]);
        Assert.Contains("row of the data", page, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(page, "id=\"curve-title\""));
    }

    [Fact]
    public void Many_columns_are_measured_only_where_it_is_asked_for()
    {
        string Line(Func<int, string> cell, string answer) => string.Join(',', Enumerable.Range(0, 201).Select(cell)) + $",{answer}\n";
        string data = _workspace.Write("wide.csv", Line(column => $"c{column}", "kind") + string.Concat(Enumerable.Range(0, 40).Select(row => Line(column => $"{(row + 1) * (column + 3) % 11}", row % 2 == 0 ? "cat" : "dog"))));
        _workspace.Train(data, "--target", "last").Succeeded();
        var alone = Workspace.Run("evaluate", _workspace.Model, data, "--report", _workspace["r.html"]).Succeeded();
        Assert.Contains("Importance  not measured, since there are many columns; --importance measures it", alone.Out, StringComparison.Ordinal);
        Assert.Contains("It was not measured.", File.ReadAllText(_workspace["r.html"]), StringComparison.Ordinal);
        Workspace.Run("evaluate", _workspace.Model, data, "--report", _workspace["r.html"], "--importance", "--repeats", "1").Succeeded();
        Assert.Contains("the first 50 of 201", File.ReadAllText(_workspace["r.html"]), StringComparison.Ordinal);
    }

    /// <summary>Trains on flowers; a second file has one row without an answer and one wrong answer.</summary>
    private string Flowers(out string wrong)
    {
        string data = _workspace.Write("flowers.csv", Tables.Flowers(60));
        Workspace.Run("train", data, "--target", "kind", "--quiet", "--output", _workspace.Model).Succeeded();
        wrong = _workspace.Write("wrong.csv", "width,height,kind\n1.1,1,rose\n5.2,2,\n1.30,0,tulip\n5.4,1,tulip\n");
        return data;
    }
}

using System.Globalization;
using System.Text;
using Backprop.Cli.Reports;
using Backprop.Cli.Terminals;
using Backprop.Tabular;

namespace Backprop.Cli.Tests.Commands;

public sealed class StreamingTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_streamed_table_is_trained_on_measured_and_predicted_from()
    {
        string table = _workspace.Write("houses.csv", Houses(2000));
        var run = _workspace.Train(table, "--target", "price", "--stream", "always", "--test", "0.2", "--json").Succeeded();
        var (started, finished) = (run.Events[0], run.Events[^1]);
        Assert.Equal(_workspace["houses.csv.rows"], started.GetProperty("cache").GetString());
        Assert.False(started.GetProperty("cacheReused").GetBoolean());
        Assert.Equal(2000, started.GetProperty("rows").GetInt32() + started.GetProperty("testRows").GetInt32());
        Assert.True(finished.GetProperty("test").GetProperty("r2").GetDouble() > 0.9);
        Assert.True(finished.GetProperty("validation").GetProperty("r2").GetDouble() > 0.9);

        var again = _workspace.Train(table, "--target", "price", "--stream", "always", "--test", "0.2", "--json").Succeeded();
        Assert.True(again.Events[0].GetProperty("cacheReused").GetBoolean());
        Assert.Equal(finished.GetProperty("weightsSha256").GetString(), again.Events[^1].GetProperty("weightsSha256").GetString());
        Assert.Equal(2001, Workspace.Run("predict", _workspace.Model, table).Succeeded().Lines.Length);
    }

    [Fact]
    public void The_same_window_gives_the_same_bits_on_any_number_of_threads()
    {
        string table = _workspace.Write("houses.csv", Houses(2000));
        string[] fingerprints = [.. new[] { "1", "2", "3" }.Select(threads => Workspace.Run(
            "train", table, "--output", _workspace.Model, "--epochs", "2", "--threads", threads, "--target", "price", "--stream", "always", "--window", "300", "--json")
            .Succeeded().Events[^1].GetProperty("weightsSha256").GetString()!)];
        Assert.Single(fingerprints.Distinct());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(300)]
    public void A_program_trains_the_same_model_in_one_call(int? window)
    {
        string table = _workspace.Write("houses.csv", Houses(2000));
        string[] rows = window is null ? [] : ["--window", $"{window}"];
        _workspace.Train(table, ["--target", "price", "--stream", "always", "--test", "0.2", "--seed", "5", .. rows]).Succeeded();
        using var streamed = StreamedTable.Open(new TableOptions { Path = table, Target = "price" }, new TableShares { Test = 0.2, Seed = 5 });
        var options = ModelOptions.For(isClassification: false, streamed.Parts.Training.Count + streamed.Parts.Validation!.Count, streamed.Parts.Training.FeatureNames.Count);
        TabularModel.Train(streamed, options with { Training = options.Training with { Epochs = 3, Seed = 5, WindowRows = window } }).Save(_workspace["program"]);
        Assert.Equal(File.ReadAllBytes(_workspace.Model), File.ReadAllBytes(_workspace["program"]));
    }

    [Fact]
    public void A_person_is_told_where_the_cache_lies_and_why_it_is_made_anew()
    {
        string table = _workspace.Write("houses.csv", Houses(500));
        Directory.CreateDirectory(_workspace["caches"]);
        string[] options = ["--target", "price", "--stream", "always", "--cache", _workspace["caches"]];
        var first = _workspace.Train(table, options).Succeeded();
        string cache = Assert.Single(Directory.GetFiles(_workspace["caches"]));
        Assert.Contains(first.Lines, line => line.StartsWith("Streamed", StringComparison.Ordinal) && line.Contains(cache, StringComparison.Ordinal) && line.EndsWith("made now)", StringComparison.Ordinal));
        Assert.Contains(first.Lines, line => line.StartsWith("size ", StringComparison.Ordinal) || line.Contains(" size ", StringComparison.Ordinal));
        Assert.Contains(_workspace.Train(table, options).Succeeded().Lines, line => line.EndsWith("made before)", StringComparison.Ordinal));

        using (var file = File.OpenWrite(cache)) file.SetLength(file.Length - 1);
        var rebuilt = _workspace.Train(table, options);
        Assert.Equal(0, rebuilt.ExitCode);
        Assert.Contains("is damaged: it is made anew.", Assert.Single(rebuilt.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_streamed_is_refused()
    {
        string table = _workspace.Write("houses.csv", Houses(100));
        string[] always = ["train", table, "--target", "price", "--output", _workspace.Model, "--stream", "always"];
        Workspace.Run([.. always, "--cross-validate", "3"]).Refused("--stream", "--cross-validate", "memory");
        Workspace.Run([.. always, "--batch-size", "all"]).Refused("--stream", "--batch-size all");
        Workspace.Run([.. always, "--time", "size"]).Refused("--stream", "--time");
        Workspace.Run([.. always, "--cache", _workspace["nowhere"]]).Refused("nowhere", "does not exist");
        Workspace.Run("train", "iris", "--output", _workspace.Model, "--stream", "always").Refused("--stream", "not a table");
        Workspace.Run("train", table, "--target", "price", "--output", _workspace.Model, "--cache", _workspace["nowhere"]).Refused("--cache", "no effect");
    }

    [Fact]
    public void Progress_is_a_line_on_a_terminal_that_goes_away()
    {
        using var error = new StringWriter();
        using var interruption = new Interruption(_ => { });
        var environment = new CommandEnvironment(TextWriter.Null, error, Terminal.None, interruption, "backprop") { HasLiveErrors = true };
        using (var line = new ReadingLine(environment, TimeSpan.Zero)) line.Report(new ReadingProgress("reading", 1_200_000, 30_000_000, 60_000_000));
        Assert.Equal("\r\e[Kreading: 1,200,000 rows, 28.6 MiB of 57.2 MiB, 50 %\r\e[K", error.ToString());
        error.GetStringBuilder().Clear();
        using (var line = new ComputingLine(environment, "evaluating", TimeSpan.Zero)) line.Report(0.479);
        Assert.Equal("\r\e[Kevaluating: 47 %\r\e[K", error.ToString());
        Assert.Null(ComputingLine.For(environment with { HasLiveErrors = false }, "evaluating", isWanted: true));
        Assert.Null(ReadingLine.For(environment with { HasLiveErrors = false }, isWanted: true));
        Assert.Null(ReadingLine.For(environment, isWanted: false));
    }

    private static string Houses(int rows)
    {
        var text = new StringBuilder("size,age,town,price\n");
        for (int row = 0; row < rows; row++)
        {
            double size = 1 + (row % 100 * 0.037), age = row % 70 * 0.15;
            text.Append(CultureInfo.InvariantCulture, $"{size},{age},{(row % 3 == 0 ? "Bonn" : "Ulm")},{100 + (30 * size) - age + (row % 3 == 0 ? 5 : 0)}\n");
        }
        return text.ToString();
    }
}

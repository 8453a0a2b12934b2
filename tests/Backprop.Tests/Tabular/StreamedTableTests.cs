using System.Globalization;
using System.Text;
using Backprop.Data;
using Backprop.Numerics;
using Backprop.Tabular;
using Backprop.Tests.Files;

namespace Backprop.Tests.Tabular;

[Collection(Alone.Name)]
public sealed class StreamedTableTests : IDisposable
{
    private const int Rows = 3000;

    private static readonly TableShares NothingHeldOut = new() { Validation = 0 };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("price")]
    [InlineData("kind")]
    public void Rows_and_columns_are_those_of_the_table_in_memory(string target)
    {
        var options = Write(Mixed(Rows)) with { Target = target, Ignore = ["code"] };
        var inMemory = Table.Read(options).Prepare(NothingHeldOut);
        using var streamed = StreamedTable.Open(options, NothingHeldOut);

        Assert.Equal(Json(inMemory.Parts.Columns!), Json(streamed.Parts.Columns!));
        Assert.Equal(Fingerprint.Of(inMemory.Parts.Training), streamed.Parts.Training.Fingerprint());
        Assert.Equal(inMemory.Parts.InputScaling!.Offsets, streamed.Parts.InputScaling!.Offsets);
        Assert.Equal(inMemory.Parts.InputScaling.Scales, streamed.Parts.InputScaling.Scales);
        Assert.Equal(inMemory.RowsWithoutTarget, streamed.RowsWithoutTarget);
        Assert.Equal(Table.Read(options).Format, streamed.Format);
        Assert.Equal(inMemory.Parts.Training.TargetNames, streamed.Parts.Training.TargetNames);
        Assert.Equal(inMemory.Parts.Training.ClassNames, streamed.Parts.Training.ClassNames);
        // Rows without a target count for the profile, though not for what is learned.
        Assert.Equal(Table.Read(options).Columns.Select(Profile), streamed.Columns.Select(Profile));

        static string Profile(ColumnProfile profile) => $"{profile.Name} {profile.Kind} {profile.IsTarget} {profile.Missing} {profile.Range} {string.Join(',', profile.Examples)}";
    }

    [Fact]
    public void A_training_has_the_bits_of_the_table_in_memory_while_one_window_holds_it()
    {
        var options = Write(Mixed(Rows)) with { Target = "price" };
        var training = new ModelOptions { Training = new TrainingOptions { Epochs = 2 } };
        var inMemory = new ModelTraining(Table.Read(options).Prepare(NothingHeldOut).Parts, training);
        using var table = StreamedTable.Open(options, NothingHeldOut);
        var streamed = new ModelTraining(table.Parts, training);
        inMemory.Run();
        streamed.Run();
        Assert.Equal(inMemory.Network.Sha256(), streamed.Network.Sha256());
        Assert.Equal(inMemory.Network.Sha256(), TabularModel.Train(table, training).Model.Sha256());
    }

    [Fact]
    public void Metrics_at_the_end_are_those_of_the_held_out_rows_read_by_themselves()
    {
        string[] lines = Mixed(Rows).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var options = Write(string.Join('\n', lines)) with { Target = "price" };
        var shares = new TableShares { Test = 0.2, Validation = 0.1, Seed = 3 };
        using var table = StreamedTable.Open(options, shares);
        var training = new ModelTraining(table.Parts, new ModelOptions { Training = new TrainingOptions { Epochs = 3, WindowRows = 512 } });
        training.Run();

        // The rule of docs/reproducibility.md, for each row by its number.
        var random = new CounterRandom(3, RandomPurpose.HeldOutRow, 0);
        var held = lines.Skip(1).Where((line, row) => random.Uniform((ulong)row) < 0.2);
        File.WriteAllText(_directory["held.csv"], string.Join('\n', held.Prepend(lines[0])));
        var data = ModelTable.ReadDataset(new ModelTableOptions { Path = _directory["held.csv"], Features = training.Model.Schema.Features, Columns = training.Model.Schema.Columns, Target = "price" });
        Assert.Equal(data.Count, table.Test!.Count);
        Assert.InRange(data.Count, 0.17 * Rows, 0.23 * Rows);
        var (apart, streamed) = ((RegressionAssessment)training.Model.Assess(data), (RegressionAssessment)training.Model.Assess(table.Test));
        Assert.Equal(apart.Evaluation, streamed.Evaluation);
        Assert.Equal(apart.Scores, streamed.Scores);
        Assert.Equal(apart.Residuals, streamed.Residuals);
        Assert.Equal(apart.Rows, streamed.Rows);
    }

    [Fact]
    public void Groups_stay_in_one_part()
    {
        string text = "patient,x,y\n" + string.Concat(Enumerable.Range(0, 2000).Select(row => string.Create(CultureInfo.InvariantCulture, $"p{row % 100},{row % 100},{row}\n")));
        using var table = StreamedTable.Open(Write(text) with { Target = "y", Group = "patient" }, new TableShares { Test = 0.3, Validation = 0.3 });
        HashSet<float>[] parts = [.. new[] { table.Parts.Training, table.Parts.Validation!, table.Test! }.Select(part => part.Head(part.Count).Inputs.Values.ToArray().ToHashSet())];
        Assert.Equal(100, parts.Sum(part => part.Count));
        Assert.All(parts, part => Assert.InRange(part.Count, 10, 80));
    }

    [Fact]
    public void The_second_time_no_text_is_read()
    {
        var options = Write(Mixed(Rows)) with { Target = "price" };
        var read = new Steps();
        options = options with { Progress = read };
        string first;
        using (var table = StreamedTable.Open(options))
        {
            Assert.False(table.IsReused);
            first = table.Parts.Training.Fingerprint();
        }
        Assert.Equal(["reading", "preparing"], read.Names);
        read.Names.Clear();
        using var again = StreamedTable.Open(options);
        Assert.True(again.IsReused);
        Assert.Empty(read.Names);
        Assert.Equal(first, again.Parts.Training.Fingerprint());
        Assert.Equal([_directory["table.csv"], _directory["table.csv.rows"]], Directory.GetFiles(Path.GetDirectoryName(options.Path)!).Order());
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("cut off")]
    [InlineData("empty")]
    [InlineData("other options")]
    [InlineData("other data")]
    public void A_cache_that_cannot_be_used_is_made_anew_and_said_in_one_line(string what)
    {
        var options = Write(Mixed(Rows)) with { Target = "price" };
        StreamedTable.Open(options).Dispose();
        string cache = _directory["table.csv.rows"];
        byte[] bytes = File.ReadAllBytes(cache);
        var shares = new TableShares();
        switch (what)
        {
            case "damaged":
                bytes[bytes.Length / 2] ^= 1;
                File.WriteAllBytes(cache, bytes);
                break;
            case "cut off":
                File.WriteAllBytes(cache, bytes[..^100]);
                break;
            case "empty":
                File.WriteAllBytes(cache, []);
                break;
            case "other options":
                shares = new TableShares { Seed = 1 };
                break;
            default:
                File.AppendAllText(options.Path, Mixed(1).Split('\n')[1] + "\n");
                break;
        }
        var warnings = new List<string>();
        using (var table = StreamedTable.Open(options, shares, new TableStreaming { Warn = warnings.Add })) Assert.False(table.IsReused);
        string line = Assert.Single(warnings);
        Assert.StartsWith(cache, line, StringComparison.Ordinal);
        Assert.Contains(what.StartsWith("other", StringComparison.Ordinal) ? "was made from other data or with other options" : "is damaged", line, StringComparison.Ordinal);
        using var again = StreamedTable.Open(options, shares, new TableStreaming { Warn = warnings.Add });
        Assert.True(again.IsReused);
        Assert.Single(warnings);
    }

    [Fact]
    public void Every_flipped_byte_of_a_small_cache_is_noticed()
    {
        var options = Write("x,y\n1,2.5\n2,3.5\n3,4.5\n4,5.5\n") with { Target = "y" };
        StreamedTable.Open(options, NothingHeldOut).Dispose();
        string cache = _directory["table.csv.rows"];
        byte[] bytes = File.ReadAllBytes(cache);
        string key = CacheKey.Of(options, NothingHeldOut);
        for (int i = 0; i < bytes.Length; i += i < 64 || i > bytes.Length - 2048 ? 1 : 97)
        {
            bytes[i] ^= 0x10;
            File.WriteAllBytes(cache, bytes);
            using var opened = CacheFile.TryOpen(cache, key, CancellationToken.None, out string? fault);
            Assert.Null(opened);
            Assert.NotNull(fault);
            bytes[i] ^= 0x10;
        }
    }

    [Fact]
    public void A_cache_goes_to_the_folder_that_is_named_and_an_unwritable_one_is_refused()
    {
        var options = Write(Mixed(100)) with { Target = "price" };
        Directory.CreateDirectory(_directory["caches"]);
        using (var table = StreamedTable.Open(options, streaming: new TableStreaming { CacheFolder = _directory["caches"] }))
            Assert.Equal(_directory["caches"], Path.GetDirectoryName(table.CachePath));
        Assert.False(File.Exists(_directory["table.csv.rows"]));
        string refusal = Refusal.Of(() => StreamedTable.Open(options, streaming: new TableStreaming { CacheFolder = _directory["nowhere"] }));
        Assert.Contains("cannot be written because the folder", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopping_while_it_is_read_leaves_nothing_behind()
    {
        var options = Write(Mixed(20_000)) with { Target = "price" };
        foreach (string step in new[] { "reading", "preparing" })
        {
            using var cancellation = new CancellationTokenSource();
            var stopping = options with { Cancellation = cancellation.Token, Progress = new Steps(name => { if (name == step) cancellation.Cancel(); }) };
            Assert.Throws<OperationCanceledException>(() => StreamedTable.Open(stopping));
            Assert.Equal([options.Path], Directory.GetFiles(Path.GetDirectoryName(options.Path)!));
        }
    }

    [Fact]
    public void What_cannot_be_streamed_is_refused_in_one_line()
    {
        Assert.Contains("the latest rows cannot be set aside", Refuse("x,y\n1,2.5\n2,3\n", options => options with { Time = "x" }), StringComparison.Ordinal);
        Assert.Contains("has no weights of rows", Refuse("x,w,y\n1,1,2.5\n2,1,3\n", options => options with { Weight = "w" }), StringComparison.Ordinal);
        Assert.Contains("say which column is the target", Refuse("x,y\n1,2.5\n2,3\n", options => options with { Target = null }), StringComparison.Ordinal);
        Assert.Contains("row 3, column 2 ('y')", Refuse("x,y\n1,2.5\n2,1e400\n3,4\n", options => options), StringComparison.Ordinal);
        Assert.Contains("no row is left to train on", Refuse("x,y\n1,2.5\n", options => options), StringComparison.Ordinal);
        string few = Refusal.Of(() => StreamedTable.Open(Write("x,y\n1,2.5\n2,3\n3,4\n") with { Target = "y" }, new TableShares { Test = 0.001, Validation = 0 }));
        Assert.Contains("a share of 0.001 for the test part is no row of so few", few, StringComparison.Ordinal);
        Assert.False(File.Exists(_directory["table.csv.rows"]));

        string Refuse(string text, Func<TableOptions, TableOptions> change) => Refusal.Of(() => StreamedTable.Open(change(Write(text) with { Target = "y" })));
    }

    [Fact]
    public void A_sample_stands_in_for_medians_where_there_are_more_rows_than_it_holds()
    {
        const int Many = 3 * RowScan.MostRows;
        // Numbers 0, 1, 2, … shuffled by a step that shares no factor with their count; the quantile of a sample of n has a deviation of √(q(1 − q)/n).
        var text = new StringBuilder("x,y\n");
        for (int row = 0; row < Many; row++) text.Append(CultureInfo.InvariantCulture, $"{(long)row * 100_003 % Many},{row % 7}.5\n");
        using var table = StreamedTable.Open(Write(text.ToString()) with { Target = "y" }, NothingHeldOut);
        double median = ((NumberColumn)table.Parts.Columns![0]).Median / (double)Many;
        const double FiveDeviations = 5 * 0.5 / 362;         // √131,072 = 362
        Assert.InRange(median, 0.5 - FiveDeviations, 0.5 + FiveDeviations);
        // Means and deviations are of all rows.
        Assert.Equal((Many - 1) / 2.0, table.Parts.InputScaling!.Offsets[0], 0.1);
        Assert.Equal((0f, Many - 1f), table.Columns[0].Range);
    }

    [Fact]
    public void Reading_a_longer_table_takes_no_more_memory()
    {
        const double Tolerance = 1.1;                        // As far as the measured table of benchmarks/results goes.
        // Both have more rows than the sample that medians come from.
        long small = PeakOfLive(150_000), large = PeakOfLive(300_000);
        Assert.True(large < Tolerance * small, $"{small} bytes for a table, {large} for one twice as long");

        long PeakOfLive(int rows)
        {
            var options = Write(Mixed(rows)) with { Target = "price", Ignore = ["name"] };
            long before = GC.GetTotalMemory(forceFullCollection: true), most = 0;
            int looks = 0;
            void Look() => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            using var table = StreamedTable.Open(options with { Progress = new Steps(_ => { if (looks++ % 5 == 0) Look(); }) });
            Look();
            var training = new ModelTraining(table.Parts, new ModelOptions { Training = new TrainingOptions { Epochs = 2, WindowRows = 4096, Threads = 1 } });
            training.Run(new Epochs(Look));
            return most;
        }
    }

    private sealed class Epochs(Action done) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => done();
    }

    private TableOptions Write(string text)
    {
        File.WriteAllText(_directory["table.csv"], text);
        return new TableOptions { Path = _directory["table.csv"] };
    }

    /// <summary>Numbers with gaps and a far tail, few numbers, categories with a rare one, dates, yes and no, an identifier, and targets, some of which are missing.</summary>
    private static string Mixed(int rows)
    {
        var text = new StringBuilder("size,rooms,colour,born,tame,name,code,price,kind\n");
        for (int row = 0; row < rows; row++)
        {
            string size = row % 11 == 3 ? "" : $"{row * 37 % 1009}.{row % 10}";
            if (row % 500 == 7) size = "1e7";
            string colour = row % 401 == 5 ? "puce" : row % 3 == 0 ? "red" : "blue";
            string price = row % 97 == 1 ? "NA" : $"{(row * 37 % 1009) + (row % 5 * 10)}.25", kind = row % 2 == 0 ? "cat" : "dog";
            text.Append(CultureInfo.InvariantCulture, $"{size},{row % 5},{colour},2024-{1 + (row % 12):00}-{1 + (row % 28):00},{(row % 4 == 0 ? "yes" : "no")},n{row},{row % 17},{price},{kind}\n");
        }
        return text.ToString();
    }

    private static string Json(IEnumerable<TableColumn> columns) => JsonText.Write(json =>
    {
        json.WriteStartArray("columns");
        foreach (var column in columns) ColumnJson.Write(json, column);
        json.WriteEndArray();
    });

    private sealed class Steps(Action<string>? seen = null) : IProgress<ReadingProgress>
    {
        public List<string> Names { get; } = [];

        public void Report(ReadingProgress value)
        {
            if (!Names.Contains(value.Step)) Names.Add(value.Step);
            seen?.Invoke(value.Step);
        }
    }
}

using System.Globalization;
using System.Text;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

/// <summary>What a table of numbers takes in memory, beside the 4 bytes of each cell.</summary>
[Collection(Alone.Name)]
public class TableMemoryTests
{
    private const int Rows = 100_000, Columns = 20;

    private const double Cells = sizeof(float) * (double)Rows * Columns;

    // Reader, names, the numbers of the rows, the last block of each column, which is not full, and the just-in-time compiler.
    private const double Tolerance = 0.15;

    private static readonly byte[] Text = Numbers();

    [Fact]
    public void A_table_in_memory_is_its_floats()
    {
        double live = TestTable.InFile(Text, path => Live(() => Table.Read(Options(path))));
        Assert.InRange(live / Cells, 1, 1 + Tolerance);
    }

    [Fact]
    public void A_table_that_was_used_up_leaves_the_floats_of_its_data_alone()
    {
        double live = TestTable.InFile(Text, path => Live(() =>
        {
            var table = Table.Read(Options(path));
            return (table, table.PrepareOnce());
        }));
        Assert.InRange(live / Cells, 1, 1 + Tolerance);
    }

    [Fact]
    public void Half_of_the_columns_is_given_up_before_the_second_half_is_encoded() => TestTable.InFile(Text, path =>
    {
        var table = Table.Read(Options(path));
        float[] numbers = [];
        int[] rows = [.. Enumerable.Range(0, Rows)];
        RowEncoder[] encoders = [.. Enumerable.Range(0, Columns - 1).Select(column => RowEncoder.For(
            ColumnLearning.Learn(table.Raw[column]!, table.Kinds[column], ColumnSummary.Of(table.Raw[column]!, rows, ref numbers)), table.Raw[column])!)];
        var encoding = new PartEncoding(encoders, [rows]);
        encoding.Inputs[0].AsSpan().Fill(float.NaN);
        var given = new List<double>();
        encoding.EncodeInHalves(Rows, end =>
        {
            long before = GC.GetTotalMemory(forceFullCollection: true);
            table.Release(end);
            given.Add((before - GC.GetTotalMemory(forceFullCollection: true)) / Cells);
            // Behind the row nothing is written yet, so that the system need not have memory for it.
            Assert.False(float.IsNaN(encoding.Inputs[0][0]));
            Assert.True(float.IsNaN(encoding.Inputs[0][^1]));
        });
        Assert.InRange(Assert.Single(given), 0.5 - Tolerance, 0.5 + Tolerance);
        return 0;
    });

    [Fact]
    public void Reading_and_preparing_allocate_the_floats_twice_and_what_each_row_is_for()
    {
        // Rows with a target, their order and choice for validation, the rows of both parts; room to select medians in, a column a thread.
        const double BytesOfRow = 40;
        double allocated = TestTable.InFile(Text, path =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            GC.KeepAlive(Table.Read(Options(path)).PrepareOnce());
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.InRange(allocated, 2 * Cells, ((2 + Tolerance) * Cells) + (BytesOfRow * Rows));
    }

    [Theory]
    [InlineData("y", null)]
    [InlineData("kind", null)]
    [InlineData("y", "day")]
    public void A_table_that_is_used_up_gives_the_bits_of_one_that_is_kept(string target, string? time) => TestTable.InFile(Mixed(), path =>
    {
        var options = new TableOptions { Path = path, Target = target, Time = time };
        var shares = new TableShares { Test = 0.2, Validation = 0.3, Seed = 5 };
        var (kept, once) = (Table.Read(options).Prepare(shares), Table.Read(options).PrepareOnce(shares));
        foreach (var (one, other) in new[] { (kept.Parts.Training, once.Parts.Training), (kept.Parts.Validation!, once.Parts.Validation!), (kept.Test!, once.Test!) })
            Assert.Equal(Backprop.Data.Fingerprint.Of(one), Backprop.Data.Fingerprint.Of(other));
        Assert.Equal(kept.RowsWithoutTarget, once.RowsWithoutTarget);
        return 0;
    });

    [Fact]
    public void A_table_that_was_used_up_says_so() => TestTable.InFile(Mixed(), path =>
    {
        var table = Table.Read(new TableOptions { Path = path, Target = "y" });
        int known = table.RowsWithTarget;
        table.PrepareOnce();
        foreach (Action ask in new Action[] { () => table.Prepare(), () => table.PrepareOnce(), () => table.PrepareFolds(3), () => _ = table.Columns })
            Assert.Contains("PrepareOnce gave up the columns of", Assert.Throws<InvalidOperationException>(ask).Message, StringComparison.Ordinal);
        Assert.Equal(known, table.RowsWithTarget);
        return 0;
    });

    private static TableOptions Options(string path) => new() { Path = path, Target = "last", Header = false, Task = TableTask.Regression };

    /// <summary>The bytes of what is made, and of nothing else that was needed on the way.</summary>
    private static double Live(Func<object> make)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        object made = make();
        double live = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(made);
        return live;
    }

    private static byte[] Numbers()
    {
        var text = new StringBuilder();
        for (int row = 0; row < Rows; row++)
            for (int column = 0; column < Columns; column++) text.Append(CultureInfo.InvariantCulture, $"{(row * 7919 % 10007) + column}{(column < Columns - 1 ? ',' : '\n')}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>More rows than a block of a column has: numbers with gaps, categories, dates, targets of which some are missing.</summary>
    private static byte[] Mixed()
    {
        var text = new StringBuilder("size,colour,day,kind,y\n");
        for (int row = 0; row < 20_000; row++)
            text.Append(CultureInfo.InvariantCulture, $"{(row % 11 == 3 ? "" : $"{row * 31 % 997}")},{(row % 5 == 0 ? "red" : "blue")},2024-{1 + (row % 12):00}-{1 + (row % 28):00},{(row % 3 == 0 ? "cat" : "dog")},{(row % 17 == 0 ? "" : $"{row * 13 % 1009}.5")}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

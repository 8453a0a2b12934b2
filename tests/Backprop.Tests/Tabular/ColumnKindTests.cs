using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class ColumnKindTests
{
    [Theory]
    [InlineData(ColumnKind.Number, "1", "2.5", "-3e2")]
    [InlineData(ColumnKind.Number, "1", "", "2")]
    [InlineData(ColumnKind.Number, "0", "1", "0")]
    [InlineData(ColumnKind.Category, "red", "green", "red")]
    [InlineData(ColumnKind.Category, "red", "NA", "blue")]
    [InlineData(ColumnKind.Category, "1", "2", "A")]
    [InlineData(ColumnKind.Boolean, "yes", "No", "YES")]
    [InlineData(ColumnKind.Boolean, "true", "?", "false")]
    [InlineData(ColumnKind.Category, "yes", "false", "yes")]
    [InlineData(ColumnKind.Time, "2024-01-31", "2024-02-29", "1999-12-31")]
    [InlineData(ColumnKind.Time, "2024-01-31T12:00:00Z", "2024-01-31 13:30", "")]
    [InlineData(ColumnKind.Time, "31.12.2024", "01.02.2024", "3.4.2024")]
    [InlineData(ColumnKind.Time, "12/31/2024", "1/2/2024", "3/4/2024")]
    [InlineData(ColumnKind.Category, "2024-02-30", "2024-02-28", "2024-02-28")]
    [InlineData(ColumnKind.Constant, "x", "x", "x")]
    [InlineData(ColumnKind.Constant, "1", "1.0", "01")]
    [InlineData(ColumnKind.Empty, "", "NA", "?")]
    public void A_column_is_what_its_cells_say(ColumnKind kind, params string[] cells) => Assert.Equal(kind, KindOf(cells));

    [Fact]
    public void A_text_of_its_own_in_most_rows_identifies_them()
    {
        string[] names = [.. Enumerable.Range(0, 30).Select(row => $"Mr {row}")];
        Assert.Equal(ColumnKind.Identifier, KindOf(names));
        Assert.Equal(ColumnKind.Category, KindOf([.. names, .. names]));
    }

    [Fact]
    public void Text_that_begins_after_many_numbers_makes_the_same_column_as_text_that_begins_before()
    {
        // Two hundred tickets, half of them with letters: whichever half stands first, the column is the same.
        string[] numbers = [.. Enumerable.Range(0, 100).Select(row => $"{1000 + row}")], texts = [.. Enumerable.Range(0, 100).Select(row => $"A/{row % 7}")];
        Assert.Equal(ColumnKind.Identifier, KindOf([.. numbers, .. texts]));
        Assert.Equal(KindOf([.. texts, .. numbers]), KindOf([.. numbers, .. texts]));
    }

    [Fact]
    public void What_is_said_goes_before_what_the_cells_say()
    {
        TestTable.InFile("code,note,y\n1,a,0.5\n2,b,1.5\n1,c,2.5\n"u8.ToArray(), path =>
        {
            var columns = TestTable.Columns(new TableOptions { Path = path, Target = "y", Categorical = ["code"], Ignore = ["2"] });
            Assert.Equal(["1", "2"], Assert.IsType<CategoryColumn>(columns[0]).Rare.Concat(((CategoryColumn)columns[0]).Categories).Order());
            Assert.Equal(new IgnoredColumn("note", "ignored"), columns[1]);
            Assert.Contains("'a' does not fit a column of kind number", Files.Refusal.Of(() => TestTable.Columns(new TableOptions { Path = path, Target = "y", Numeric = ["note"] })), StringComparison.Ordinal);
            Assert.Contains("has no column 'colour' for the columns to ignore", Files.Refusal.Of(() => Table.Read(new TableOptions { Path = path, Ignore = ["colour"] })), StringComparison.Ordinal);
            Assert.Contains("is the target and cannot be ignored", Files.Refusal.Of(() => Table.Read(new TableOptions { Path = path, Target = "y", Ignore = ["y"] })), StringComparison.Ordinal);
            return columns;
        });
    }

    [Fact]
    public void A_table_describes_its_columns()
    {
        TestTable.InFile("a,b,y\n1,x,1\n2,,2\n2,z,3\n5,x,4\n"u8.ToArray(), path =>
        {
            var columns = Table.Read(new TableOptions { Path = path, Target = "y" }).Columns;
            Assert.Equal((0L, 3L, (1f, 5f)), (columns[0].Missing, columns[0].Unique, columns[0].Range!.Value));
            Assert.Equal([1, 0, 2, 0, 0, 0, 0, 0, 0, 1], columns[0].Histogram);
            Assert.Equal((1L, 2L), (columns[1].Missing, columns[1].Unique));
            Assert.Equal(["x", "z"], columns[1].Examples);
            Assert.Equal([2, 1], columns[1].Histogram);
            Assert.Equal([false, false, true], columns.Select(column => column.IsTarget));
            return columns;
        });
    }

    private static ColumnKind KindOf(params string[] cells) =>
        TestTable.InFile(System.Text.Encoding.UTF8.GetBytes("a,y\n" + string.Concat(cells.Select((cell, row) => $"{cell},{row}\n"))), path => Table.Read(new TableOptions { Path = path }).Columns[0].Kind);
}

using System.Text;
using Backprop.Tabular;
using Backprop.Tests.Files;

namespace Backprop.Tests.Tabular;

public class TableRefusalTests
{
    [Theory]
    [InlineData("1,5", "has a comma; write numbers with a decimal point and without marks for thousands, as 1234.5.")]
    [InlineData("1,234.5", "has a comma; write numbers with a decimal point and without marks for thousands, as 1234.5.")]
    [InlineData("1e400", "is beyond the range of a float, ±3.4e38; rescale the column.")]
    [InlineData("-3.5e38", "is beyond the range of a float, ±3.4e38; rescale the column.")]
    [InlineData("inf", "is not finite; every number must be.")]
    [InlineData("-Infinity", "is not finite; every number must be.")]
    [InlineData("∞", "is not finite; every number must be.")]
    [InlineData("NAN", "is not finite; every number must be.")]
    [InlineData("٣", "has digits other than 0 to 9; write the number with those.")]
    [InlineData("１.５", "has digits other than 0 to 9; write the number with those.")]
    [InlineData("𝟏𝟐", "has digits other than 0 to 9; write the number with those.")]
    public void A_number_that_cannot_be_read_is_told_by_row_column_and_value(string cell, string why)
    {
        Assert.Equal($"row 3, column 2 ('b'): '{cell}' {why}", TestTable.RefusalOf($"a;b;y\n1;2;3\n4;{cell};6\n"));
        Assert.Equal($"row 2, column 2: '{cell}' {why}", TestTable.RefusalOf($"1;2;3\n4;{cell};6\n"));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(300)]
    public void A_text_among_many_numbers_is_taken_for_a_mistake(int rows)
    {
        string table = "a,y\n" + string.Concat(Enumerable.Range(0, rows).Select(row => row == 20 ? "many,1\n" : $"{row}.5,{row % 2}\n"));
        Assert.Equal("row 22, column 1 ('a'): 'many' is text, but other rows have numbers there; correct the cell, or leave it empty if the value is missing; "
            + "or say that the column holds categories, or is to be ignored.", TestTable.RefusalOf(table));
    }

    [Theory]
    [InlineData("a,y\n1,2\n1,2,3\n", "row 3 has 3 cells, but row 1 has 2; every row needs as many as the first.")]
    [InlineData("a,b,y\n1,2,3\n\n\n5\n", "row 5 has 1 cell, but row 1 has 3; every row needs as many as the first.")]
    [InlineData("\"a\nb\",y\n1,2\n1,2,\n", "row 3 has 3 cells, but row 1 has 2; every row needs as many as the first.")]
    [InlineData("1,2\n3,4,5\n", "row 2 has 3 cells, but row 1 has 2; every row needs as many as the first.")]
    public void Ragged_rows_are_refused(string text, string message) => Assert.Equal(message, TestTable.RefusalOf(text));

    [Theory]
    [InlineData("a,,y\n1,2,3\n", "row 1, column 2 of the header has no name; give every column one.")]
    [InlineData("a,y,\n1,2,\n", "row 1, column 3 of the header has no name; give every column one.")]
    [InlineData("a,b, a \n1,2,3\n", "row 1, columns 1 and 3 are both called 'a'; rename one of them.")]
    [InlineData("5.1,3.5,setosa\n4.9,3.0,setosa\n", "row 1 may be data or names, as '5.1' in column 1: it has numbers where row 2 has them; say whether there is a header.")]
    [InlineData("a,b\n", "has a header but no rows; a row for each data point is needed.")]
    [InlineData("a\n1\n2\n", "has one column only, but a feature and a target are needed; if cells are not separated by comma, semicolon, tab or bar, give the delimiter.")]
    [InlineData("", "is empty: a table needs a row for each data point.")]
    [InlineData("\uFEFF", "is empty: a table needs a row for each data point.")]
    [InlineData("\n\r\n \n", "is empty: a table needs a row for each data point.")]
    public void A_table_without_names_or_rows_or_columns_is_refused(string text, string message) => Assert.Equal(message, TestTable.RefusalOf(text));

    [Theory]
    [InlineData("a,y\n1,\"2\n3,4\n", "row 2 has a quote that is never closed; close it, or double a quote that belongs to the text.")]
    [InlineData("a,y\n1,\"2\"3\n", "row 2 has text after a closing quote; double quotes that belong to the text.")]
    [InlineData("a,y\n\n1,2\"\n", "row 3 has a quote inside a cell that does not begin with one; put the cell in quotes and double those inside.")]
    public void Wrong_quotes_are_refused(string text, string message) => Assert.Equal(message, TestTable.RefusalOf(text));

    [Theory]
    [InlineData("c", "has no column 'c' for the target; there are the columns 'a', 'b'.")]
    [InlineData("A", "has no column 'A' for the target; there are the columns 'a', 'b'.")]
    [InlineData("0", "has no column '0' for the target; there are the columns 'a', 'b', by number from 1 to 2.")]
    [InlineData("3", "has no column '3' for the target; there are the columns 'a', 'b', by number from 1 to 2.")]
    [InlineData("-1", "has no column '-1' for the target; there are the columns 'a', 'b'.")]
    [InlineData(null, "say which column is the target; there are the columns 'a', 'b'.")]
    [InlineData(" ", "say which column is the target; there are the columns 'a', 'b'.")]
    public void A_target_that_is_not_there_is_refused_with_the_columns(string? target, string message) =>
        Assert.Equal(message, TestTable.RefusalOf("a,b\n1,2\n", target));

    [Fact]
    public void Of_many_columns_twenty_are_listed()
    {
        string names = string.Join(',', Enumerable.Range(1, 30).Select(column => $"c{column}"));
        Assert.EndsWith("'c20', … (30 in all).", TestTable.RefusalOf($"{names}\n", "none"), StringComparison.Ordinal);
        Assert.Equal("has no column 'y' for the target; there are 2 columns without names (give a number from 1 to 2, or last).", TestTable.RefusalOf("1,2\n", "y"));
    }

    [Theory]
    [InlineData("612C620A312CE90A", "row 2, column 2 ('b'): '\uFFFD' is not valid UTF-8; save the file as UTF-8.")]
    [InlineData("E92C620A312C320A", "row 1, column 1: the name '\uFFFD' is not valid UTF-8; save the file as UTF-8.")]
    [InlineData("612C620A312C32000A", "row 2, column 2 ('b'): the cell holds a NUL byte, so the file is damaged or is not UTF-8 text; save it as UTF-8.")]
    [InlineData("61002C620A312C320A", "row 1, column 1: the name holds a NUL byte, so the file is damaged or is not UTF-8 text; save it as UTF-8.")]
    public void What_is_not_text_in_utf8_is_refused(string bytes, string message) =>
        Assert.Equal(message, TestTable.RefusalOf(Convert.FromHexString(bytes), path => TestTable.Read(new TableOptions { Path = path, Target = "last" })));

    [Fact]
    public void A_huge_cell_is_refused_without_being_printed()
    {
        const int Megabyte = 1 << 20;
        string cell = new('a', 10 * Megabyte);
        Assert.StartsWith("row 2, column 2 ('y'): 'aaa", TestTable.RefusalOf($"a,y\n1,{cell}\n2,3\n"), StringComparison.Ordinal);
        cell = new('a', 36 * Megabyte);
        Assert.Equal("row 2 is longer than 32 MiB; is there a quote that is never closed?", TestTable.InFile(
            Encoding.UTF8.GetBytes($"a,y\n\"{cell}"), path => Assert.Throws<InvalidInputException>(() => TestTable.Read(new TableOptions { Path = path, Target = "y" }))
                .Message[path.Length..].TrimStart(':', ' ')));
    }

    [Theory]
    [InlineData("?")]
    [InlineData("")]
    [InlineData("NA")]
    public void A_gap_in_the_first_row_makes_it_no_header(string gap) =>
        Assert.Equal(3, TestTable.Read($"{gap},1,2.5\n3,4,5\n6,7,8\n", "3").Count);

    [Theory]
    [InlineData('1'), InlineData('"'), InlineData('é'), InlineData('\n'), InlineData('.'), InlineData('-')]
    public void A_delimiter_that_cannot_be_one_is_refused(char delimiter) =>
        Assert.Contains("cannot stand between the cells", Refusal.Of(() => TestTable.Read(new TableOptions { Path = "table.csv", Target = "y", Delimiter = delimiter })), StringComparison.Ordinal);

    [Fact]
    public void A_missing_or_damaged_file_is_told_like_any_other()
    {
        Assert.Equal("no-such-table.csv does not exist; check the path.", Refusal.Of(() => TestTable.Read(new TableOptions { Path = "no-such-table.csv", Target = "y" })));
        Assert.Contains("gzip data are damaged or truncated", TestTable.RefusalOf(Convert.FromHexString("1F8B0800000000000003"), path =>
            TestTable.Read(new TableOptions { Path = path, Target = "y" })), StringComparison.Ordinal);
    }
}

using System.Text;
using Backprop.Files;
using Backprop.Tabular;
using Backprop.Tests.Files;

namespace Backprop.Tests.Tabular;

/// <summary>Tables as the world writes them at its worst: a right result, or one line that says where.</summary>
public class HostileTableTests
{
    [Theory]
    // Read: the features and the values of the first row.
    [InlineData("a,y\n1,0.5\n2,1.5", "a", "1")]
    [InlineData("a,y\r\n1,0.5\r\n2,1.5\r\n\r\n", "a", "1")]
    [InlineData("\uFEFF\"a\",\"y\"\n\"1\",\"0.5\"\n2,1.5\n", "a", "1")]
    [InlineData("\"a,b\",y\n1,0.5\n2,1.5\n", "a,b", "1")]
    [InlineData("\"a\nb\",y\n1,0.5\n2,1.5\n", "a\nb", "1")]
    [InlineData("\"a\"\"b\",y\n1,0.5\n2,1.5\n", "a\"b", "1")]
    [InlineData("a,y\n1e5,0.5\n2e-5,1.5\n", "a", "100000")]
    [InlineData("a,y\n+1.,0.5\n-.5,1.5\n", "a", "1")]
    [InlineData("a,y\n 1 ,0.5\n\t2\t,1.5\n", "a", "1")]
    [InlineData("a;y\n1;0.5\n2;1.5\n", "a", "1")]
    [InlineData("a\ty\n1\t0.5\n2\t1.5\n", "a", "1")]
    [InlineData("a|y\n1|0.5\n2|1.5\n", "a", "1")]
    [InlineData("größe,y\n1,0.5\n2,1.5\n", "größe", "1")]
    [InlineData("日本,y\n1,0.5\n2,1.5\n", "日本", "1")]
    [InlineData("😀,y\n1,0.5\n2,1.5\n", "😀", "1")]
    [InlineData("=1+1,y\n1,0.5\n2,1.5\n", "=1+1", "1")]
    [InlineData("a,y\n0000000000000000000000001,0.5\n2,1.5\n", "a", "1")]
    [InlineData("a,y\n1e-400,0.5\n2,1.5\n", "a", "0")]
    [InlineData("a,y\n-0,0.5\n2,1.5\n", "a", "-0")]
    [InlineData("a,y\n999999999999999999999999,0.5\n2,1.5\n", "a", "1E+24")]
    [InlineData("a,y\n,0.5\n2,1.5\n3,2.5\n", "a|a is missing", "2.5 1")]
    [InlineData("a,y\nNULL,0.5\n2,1.5\n3,2.5\n", "a|a is missing", "2.5 1")]
    [InlineData("a,y\n\"\",0.5\n2,1.5\n3,2.5\n", "a|a is missing", "2.5 1")]
    [InlineData("a,y\nno,0.5\nyes,1.5\n", "a", "0")]
    [InlineData("a,y\nTRUE,0.5\nfalse,1.5\n", "a", "1")]
    [InlineData("a,y\nx,0.5\nz,1.5\nx,2.5\nz,3.5\n", "a=x|a=z", "1 0")]
    [InlineData("a,y\n'x',0.5\n\"z\"\"\",1.5\n'x',2.5\n\"z\"\"\",3.5\n", "a='x'|a=z\"", "1 0")]
    [InlineData("a,y\nx,0.5\nX,1.5\nx,2.5\nX,3.5\n", "a=X|a=x", "0 1")]
    [InlineData("a,y\n\"l1\nl2\",0.5\nz,1.5\n\"l1\nl2\",2.5\nz,3.5\n", "a=l1\nl2|a=z", "1 0")]
    [InlineData("a,y\n2024-02-29,0.5\n2024-03-01,1.5\n", "a", "0")]
    [InlineData("a,c,y\n1,same,0.5\n2,same,1.5\n", "a", "1")]
    [InlineData("a,c,y\n1,,0.5\n2,,1.5\n", "a", "1")]
    [InlineData("a,y\n1,0.5\n2,\n3,1.5\n", "a", "1")]
    [InlineData("a,sep=;,y\n1,2,0.5\n3,4,1.5\n", "a|sep=;", "1 2")]
    [InlineData("a,#b,y\n1,2,0.5\n#3,4,1.5\n#3,5,1.5\n1,5,1.5\n", "a=#3|a=1|#b", "0 1 2")]
    public void It_is_read(string table, string features, string first)
    {
        var data = TestTable.Read(table);
        Assert.Equal(features.Split('|'), data.FeatureNames);
        Assert.Equal(first, string.Join(' ', data.Input(0).ToArray().Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Theory]
    // Refused: what the line says.
    [InlineData("", "is empty")]
    [InlineData("\n\n\n", "is empty")]
    [InlineData("a,y\n", "no rows")]
    [InlineData("y\n1\n2\n", "one column only")]
    [InlineData("a,a,y\n1,2,3\n", "columns 1 and 2 are both called 'a'")]
    [InlineData("a,,y\n1,2,3\n", "column 2 of the header has no name")]
    [InlineData("a,y\n1,2,3\n", "row 2 has 3 cells, but row 1 has 2")]
    [InlineData("a,b,y\n1,2,3\n1,2\n", "row 3 has 2 cells, but row 1 has 3")]
    [InlineData("a,y\n\"1,2\n3,4\n", "quote that is never closed")]
    [InlineData("a,y\n\"1\"2,2\n", "text after a closing quote")]
    [InlineData("a,y\n1\"2,2\n", "quote inside a cell")]
    [InlineData("a,y\n1,\02\n", "row 2, column 2 ('y'): the cell holds a NUL byte")]
    [InlineData("a\0,y\n1,2\n", "the name holds a NUL byte")]
    [InlineData("a,y\n1e400,0.5\n2,1.5\n", "row 2, column 1 ('a'): '1e400' is beyond the range of a float")]
    [InlineData("a,y\n1,1e400\n2,1.5\n", "row 2, column 2 ('y'): '1e400' is beyond the range of a float")]
    [InlineData("a;y\n1,5;0.5\n2,5;1.5\n", "row 2, column 1 ('a'): '1,5' has a comma")]
    [InlineData("a,y\n٣,0.5\n2,1.5\n", "row 2, column 1 ('a'): '٣' has digits other than 0 to 9")]
    [InlineData("a,y\ninf,0.5\n2,1.5\n", "row 2, column 1 ('a'): 'inf' is not finite")]
    [InlineData("a,y\n1,inf\n2,inf\n3,1\n", "row 2, column 2 ('y'): 'inf' is not finite")]
    [InlineData("a,y\ninf,0.5\n2,1.5\ninf,2.5\n", "row 2, column 1 ('a'): 'inf' is not finite")]
    [InlineData("a,y\n1,NaN\n2,?\n", "is missing in every row")]
    [InlineData("a,y\n1,x\n2,x\n", "is 'x' in every row: one class only")]
    [InlineData("a,y\n1,x\n2,3\n", "is text, but other rows of the target have numbers")]
    [InlineData("a,y\n5,1.5\n5,2.5\n", "no column is left to learn from: a (constant)")]
    [InlineData("a,y\n,1.5\n,2.5\n", "no column is left to learn from: a (empty)")]
    [InlineData("5.1,3.5,setosa\n4.9,3.0,setosa\n", "say whether there is a header")]
    [InlineData("{\"a\": 1}\n", "quote inside a cell")]
    [InlineData("no table at all", "no rows")]
    public void It_is_refused_in_one_line(string table, string message) => Assert.Contains(message, TestTable.RefusalOf(table), StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"a\": 1}\n")]
    [InlineData("[[1, 2], [3, 4]]\n")]
    [InlineData("{\"a\": 1}\n{\"a\": 2}\n")]
    [InlineData("// rows\n[{\"a\": 1}]\n", false)]
    [InlineData("{ /* rows */ \"a\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20], \"b\": 1}\n")]
    [InlineData("{},1\n{},2\n", false)]
    [InlineData("{};1\n{};2\n", false)]
    [InlineData("{}\t1\n{}\t2\n", false)]
    [InlineData("{},1\n", false)]
    [InlineData("[[1]],1\n[[2]],2\n", false)]
    [InlineData("[{}] | 1\n", false)]
    [InlineData("[1],2\n", false)]
    [InlineData("{\"a\",1\n", false)]
    public void Only_what_goes_on_as_JSON_is_taken_for_it(string text, bool isJson = true) =>
        Assert.Equal(isJson ? FileKind.Json : FileKind.Text, FileKind.Of(Encoding.UTF8.GetBytes(text).AsSpan(0, Math.Min(Encoding.UTF8.GetByteCount(text), FileKind.HeadLength))));

    [Theory]
    [InlineData("{},1.5\n{},2.5\n[[1]],3.5\n{},4.5\n", "table.csv", ',')]
    [InlineData("[[1]]\t1.5\n{}\t2.5\n{}\t3.5\n[[1]]\t4.5\n", "table.TSV", '\t')]
    [InlineData("{}\t1.5\n{}\t2.5\n[[1]]\t3.5\n[[1]]\t4.5\n", "table", '\t')]
    public void A_first_cell_may_look_like_JSON(string text, string name, char delimiter)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory[name], text);
        var table = Table.Read(new TableOptions { Path = directory[name], Header = false });
        Assert.Equal((4, delimiter), (table.Rows, table.Format.Delimiter));
    }

    [Fact]
    public void What_is_JSON_is_told_so_unless_its_name_says_that_it_is_a_table()
    {
        using var directory = new TemporaryDirectory();
        foreach (string name in (string[])["rows.json", "rows"])
        {
            File.WriteAllText(directory[name], "{\"a\": 1}\n");
            Assert.Contains("seems to be JSON, not a table", Refusal.Of(() => Table.Read(new TableOptions { Path = directory[name] })), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Five_thousand_columns_are_read()
    {
        const int Columns = 5_000;
        string table = string.Join(',', Enumerable.Range(0, Columns).Select(column => $"c{column}")) + ",y\n"
            + string.Concat(Enumerable.Range(0, 6).Select(row => string.Join(',', Enumerable.Range(0, Columns).Select(column => row + column)) + $",{row}.5\n"));
        Assert.Equal((6, Columns), (TestTable.Read(table).Count, TestTable.Read(table).Features));
    }

    [Fact]
    public void One_row_is_read() => Assert.Equal(1, TestTable.Read("a,y\n1,0.5\n").Count);

    [Fact]
    public void A_cell_of_ten_megabytes_is_a_text_like_any_other()
    {
        string cell = new('x', 10 << 20);
        Assert.Equal(2, TestTable.Read($"a,y\n{cell},0.5\nz,1.5\n{cell},0.5\nz,2.5\n").Features);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_or_read_in_bounded_time()
    {
        var random = new Random(7);
        for (int i = 0; i < 40; i++)
        {
            byte[] bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            if (bytes is [0x1F, 0x8B, ..]) continue;
            TestTable.InFile(bytes, path =>
            {
                try
                {
                    Table.Read(new TableOptions { Path = path, Target = "last" }).Prepare(new TableShares { Validation = 0 });
                }
                catch (InvalidInputException refusal)
                {
                    Assert.DoesNotContain(refusal.Message, char.IsControl);
                }
                return 0;
            });
        }
    }

    [Fact]
    public void A_header_of_the_wrong_encoding_is_told() =>
        Assert.Contains("is not valid UTF-8", TestTable.RefusalOf(Encoding.Latin1.GetBytes("größe,y\n1,2\n3,4\n"), path => Table.Read(new TableOptions { Path = path })), StringComparison.Ordinal);
}

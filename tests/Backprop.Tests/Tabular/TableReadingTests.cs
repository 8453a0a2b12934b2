using System.Globalization;
using System.IO.Compression;
using System.Text;
using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class TableReadingTests
{
    [Theory]
    [InlineData("a,b,y\n1,2,0.5\n3,4,1.5\n")]
    [InlineData("a,b,y\n1,2,0.5\n3,4,1.5")]
    [InlineData("a,b,y\r\n1,2,0.5\r\n3,4,1.5\r\n")]
    [InlineData("a,b,y\r1,2,0.5\r3,4,1.5\r")]
    [InlineData("a,b,y\n1,2,0.5\n3,4,1.5\n\n\n")]
    [InlineData("\n\na,b,y\n\n1,2,0.5\n  \n3,4,1.5\n")]
    [InlineData("\uFEFFa,b,y\n1,2,0.5\n3,4,1.5\n")]
    [InlineData("\"a\",\"b\",\"y\"\n\"1\",\"2\",\"0.5\"\n\"3\",\"4\",\"1.5\"\n")]
    [InlineData("a , b,\ty\n 1,2 ,0.5\n+3.0,4e0,\" 1.5 \"\n")]
    [InlineData("a, \"b\" ,y\n1, \"2\" ,0.5\n3,\t\"4\",1.5\n")]
    [InlineData("a;b;y\n1;2;0.5\n3;4;1.5\n")]
    [InlineData("a\tb\ty\n1\t2\t0.5\n3\t4\t1.5\n")]
    [InlineData("a|b|y\n1|2|0.5\n3|4|1.5\n")]
    public void A_table_is_the_same_however_it_is_written(string text)
    {
        Dataset data = TestTable.Read(text);
        Assert.Equal([1, 2, 3, 4], data.Inputs.Values.ToArray());
        Assert.Equal([0.5f, 1.5f], data.Targets.ToArray());
        Assert.Equal(["a", "b"], data.FeatureNames);
        Assert.Equal(["y"], data.TargetNames);
    }

    [Fact]
    public void Quoted_names_may_hold_delimiters_quotes_and_line_breaks() =>
        Assert.Equal(["a,b", "c\"d", "e\nf"], TestTable.Read("\"a,b\",\"c\"\"d\",\"e\nf\",y\n1,2,3,0.5\n").FeatureNames);

    [Fact]
    public void Gzip_is_recognized_by_its_bytes()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write("\uFEFFa,y\n1,0.5\n2,1.5\n"u8);
        Assert.Equal(["a"], TestTable.Read(packed.ToArray()).FeatureNames);
    }

    [Theory]
    [InlineData("2", "x1 x3", "1 3")]
    [InlineData("last", "x1 x2", "1 2")]
    [InlineData("1", "x2 x3", "2 3")]
    public void Without_header_features_are_called_by_the_number_of_their_column(string target, string names, string values)
    {
        Dataset data = TestTable.Read("1,2,3\n4.5,5.5,6.5\n", target);
        Assert.Equal(names.Split(' '), data.FeatureNames);
        Assert.Equal(["target"], data.TargetNames);
        Assert.Equal(values, string.Join(' ', data.Input(0).ToArray()));
    }

    [Theory]
    [InlineData("b", 2)]
    [InlineData("3", 3)]
    [InlineData("last", 4)]
    [InlineData("2", 1)]
    public void A_target_is_chosen_by_name_before_number(string target, int column) =>
        Assert.Equal(column, TestTable.Format("2,b,c,d\n0.1,0.2,0.3,0.4\n", target).TargetColumn);

    [Fact]
    public void What_was_guessed_is_told()
    {
        Assert.Equal(new TableFormat(';', true, "b", 2, 2), TestTable.Format("a;b\n1;2\n"));
        Assert.Equal(new TableFormat('\t', false, "target", 2, 2), TestTable.Format("1\t2\n"));
    }

    [Fact]
    public void Header_and_delimiter_can_be_told()
    {
        Assert.Equal(["1"], TestTable.Read("1,2\n3,0.4\n", header: true).FeatureNames);
        Assert.Equal(["a,b"], TestTable.Read("a,b;y\n1;2\n", delimiter: ';').FeatureNames);
        Assert.Equal([1f, 3f], TestTable.Read("1 2\n3 4\n", delimiter: ' ').Inputs.Values.ToArray());
    }

    [Theory]
    [InlineData("a;b\n1;x,y\n2;z,w\n", ';')]
    [InlineData("\"a;1\",\"b;2\"\n1,x\n2,y\n", ',')]
    [InlineData("a\tb\n1\tx y, z\n2\tu, v\n", '\t')]
    [InlineData("a|b\n1|x;y\n2|z;w\n", '|')]
    public void The_delimiter_is_found_among_other_marks(string text, char delimiter) =>
        Assert.Equal(delimiter, TestTable.Format(text).Delimiter);

    [Theory]
    [InlineData("0.1")]
    [InlineData("16777217")]
    [InlineData("7.038531e-26")]
    [InlineData("1.00000017881393432617187499")]
    [InlineData("3.4028235e38")]
    [InlineData("1e-46")]
    [InlineData("-1.40129846432481707e-45")]
    public void Numbers_are_rounded_correctly(string number) =>
        Assert.Equal(float.Parse(number, CultureInfo.InvariantCulture), TestTable.Read($"a,y\n{number},0.5\n").Input(0)[0]);

    [Fact]
    public void The_culture_changes_no_bit()
    {
        const string Text = "a,b,y\n1.5,-2.25e3,0.1\n1234.5,.5,7\n";
        string expected = Fingerprint.Of(TestTable.Read(Text));
        CultureInfo before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NumberGroupSeparator, comma.NumberFormat.NegativeSign) = (",", ".", "~");
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
            Assert.Equal(expected, Fingerprint.Of(TestTable.Read(Text)));
            Assert.Equal(["0.5", "10.5"], TestTable.Read("a,y\n1,10.5\n2,0.5\n", task: TableTask.Classification).ClassNames!);
            Assert.Contains("row 2, column 1 ('a'): '1,5' has a comma", TestTable.RefusalOf("a;y\n1,5;2\n"), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Many_rows_and_many_columns_keep_their_places()
    {
        // More values than a block of the buffer has, so that blocks are joined.
        const int Rows = 300, Columns = 2_000;
        var text = new StringBuilder();
        for (int row = 0; row < Rows; row++)
            text.AppendJoin(',', Enumerable.Range(row * Columns, Columns)).Append(CultureInfo.InvariantCulture, $",{row}.5\n");
        Dataset data = TestTable.Read(text.ToString());
        Assert.Equal((Rows, Columns), (data.Count, data.Features));
        Assert.Equal(Enumerable.Range(0, Rows * Columns).Select(value => (float)value), data.Inputs.Values.ToArray());
        Assert.Equal(Enumerable.Range(0, Rows).Select(row => row + 0.5f), data.Targets.ToArray());
    }
}

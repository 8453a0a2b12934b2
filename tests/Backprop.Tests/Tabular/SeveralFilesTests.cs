using System.IO.Compression;
using System.Text;
using Backprop.Data;
using Backprop.Tabular;
using Backprop.Tests.Files;

namespace Backprop.Tests.Tabular;

public sealed class SeveralFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Files_are_one_table_whatever_the_order_of_their_columns()
    {
        Write("1.csv", "a,b,y\n1,x,10\n2,z,20\n");
        Write("2.csv", "y;a;b\n30;3;x\n");
        Dataset one = Read("1.csv", "2.csv"), pattern = Read("?.csv");
        Assert.Equal([1, 2, 3], one.Inputs.Values.ToArray().Where((_, i) => i % one.Features == 0));
        Assert.Equal([10, 20, 30], one.Targets.ToArray());
        Assert.Equal(Fingerprint.Of(one), Fingerprint.Of(pattern));
    }

    [Fact]
    public void Errors_name_the_file_and_its_own_row()
    {
        Write("1.csv", "a,y\n1,10\n2,20\n");
        Write("2.csv", "y,a\n30,3\n40,1e400\n");
        Assert.EndsWith("2.csv: row 3, column 1 ('a'): '1e400' is beyond the range of a float, ±3.4e38; rescale the column.", Refusal.Of(() => Read("1.csv", "2.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,z\n1,2\n", "has no column 'y', but ")]
    [InlineData("a,b,y\n1,2,3\n", "has 3 columns, but ")]
    [InlineData("1,2\n", "has no header, but ")]
    public void Files_of_other_columns_are_refused(string second, string message)
    {
        Write("1.csv", "a,y\n1,10\n2,20\n");
        Write("2.csv", second);
        Assert.Contains(message, Refusal.Of(() => Read("1.csv", "2.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_without_files_is_refused() =>
        Assert.Contains("No file is called like", Refusal.Of(() => Read("*.tsv")), StringComparison.Ordinal);

    [Theory]
    [InlineData("utf-16"), InlineData("utf-16BE"), InlineData("utf-32"), InlineData("utf-8")]
    public void A_byte_order_mark_tells_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write([.. encoding.GetPreamble(), .. encoding.GetBytes("größe;y\n1;2\n2;3.5\n")]);
        File.WriteAllBytes(_directory["t.csv"], packed.ToArray());
        Dataset data = Read("t.csv");
        Assert.Equal(["größe"], data.FeatureNames);
        Assert.Equal([1, 2], data.Inputs.Values.ToArray());
    }

    private void Write(string name, string text) => File.WriteAllText(_directory[name], text);

    private Dataset Read(params string[] names) => TestTable.Read(new TableOptions
    {
        Path = _directory[names[0]],
        MoreFiles = [.. names[1..].Select(name => _directory[name])],
        Target = "y",
    });
}

using System.Text.Json;
using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

/// <summary>Arrays that numpy itself wrote: tests/fixtures/arrays.py.</summary>
public class NumpyTests
{
    private static readonly JsonElement Fixture = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "fixtures", "arrays.json"))).RootElement;

    [Fact]
    public void Arrays_of_every_type_and_order_are_read_with_their_values()
    {
        foreach (var array in Fixture.GetProperty("arrays").EnumerateArray())
        {
            Dataset data = Read(Bytes(array.GetProperty("bytes")), "3", TableTask.Regression);
            float[][] expected = [.. array.GetProperty("values").EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetSingle()).ToArray())];
            string what = $"{array.GetProperty("type")} {array.GetProperty("order")}";
            for (int row = 0; row < 2; row++)
            {
                // The second column is constant as whole numbers, and is then left out.
                Assert.True(expected[row][0] == data.Input(row)[0] && expected[row][2] == data.Targets[row], what);
                if (data.Features == 2) Assert.True(expected[row][1] == data.Input(row)[1], what);
            }
        }
    }

    [Theory]
    [InlineData("archive")]
    [InlineData("compressed")]
    public void The_arrays_of_an_archive_stand_side_by_side(string name)
    {
        Dataset data = Read(Bytes(Fixture.GetProperty(name)), "y", TableTask.Classification);
        Assert.Equal(["x_1", "x_2", "x_3"], data.FeatureNames);
        Assert.Equal([0, 1, 2.5f, 100, 0.1f, 7], data.Inputs.Values.ToArray());
        Assert.Equal([1, 0], data.Labels.ToArray());
    }

    [Theory]
    [InlineData("objects", "has the type '|O'; numbers are needed")]
    [InlineData("complex", "has the type '<c16'; numbers are needed")]
    [InlineData("cube", "has the shape (2, 2, 2); rows, or rows and columns, are needed")]
    public void What_has_no_numbers_in_rows_is_refused(string name, string message) =>
        Assert.Contains(message, TestTable.RefusalOf(Bytes(Fixture.GetProperty(name)), path => Table.Read(new TableOptions { Path = path })), StringComparison.Ordinal);

    [Fact]
    public void Every_truncation_is_refused_in_one_line()
    {
        byte[] array = Bytes(Fixture.GetProperty("vector")), archive = Bytes(Fixture.GetProperty("archive"));
        // Less than the magic number is a table of text, which may be anything.
        for (int length = 8; length < array.Length; length++)
            Assert.NotEmpty(TestTable.RefusalOf(array[..length], path => Table.Read(new TableOptions { Path = path })));
        for (int length = 8; length < archive.Length; length += 13)
            Assert.NotEmpty(TestTable.RefusalOf(archive[..length], path => Table.Read(new TableOptions { Path = path })));
        Assert.Contains("has more", TestTable.RefusalOf([.. array, 0], path => Table.Read(new TableOptions { Path = path })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_claims_too_much_allocates_nothing_for_it()
    {
        byte[] array = Bytes(Fixture.GetProperty("vector"));
        string header = System.Text.Encoding.Latin1.GetString(array).Replace("(3,), }          ", "(300000000,), }  ", StringComparison.Ordinal);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("has 2400000000 bytes", TestTable.RefusalOf(System.Text.Encoding.Latin1.GetBytes(header), path => Table.Read(new TableOptions { Path = path })), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 << 20);
    }

    private static byte[] Bytes(JsonElement text) => text.GetBytesFromBase64();

    private static Dataset Read(byte[] bytes, string target, TableTask task) =>
        TestTable.InFile(bytes, path => TestTable.Read(new TableOptions { Path = path, Target = target, Task = task }));
}

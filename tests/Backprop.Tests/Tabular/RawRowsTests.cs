using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

/// <summary>Rows of a data set as their file has them.</summary>
public class RawRowsTests
{
    [Fact]
    public void Rows_are_found_by_their_place_among_those_with_an_answer()
    {
        using var directory = new Files.TemporaryDirectory();
        File.WriteAllText(directory["t.csv"], "a,note,y\n1.50,\"first, quoted\",2\n2,no answer,\n\n3,third,4\n4,,5\n");
        var options = new ModelTableOptions { Path = directory["t.csv"], Features = ["a"], Target = "y" };
        Assert.Equal([2, 4, 5], ModelTable.ReadDataset(options).Targets.ToArray());
        var raw = ModelTable.ReadRaw(options, [2, 0, 1, 0]);
        Assert.Equal(["a", "note", "y"], raw.Names);
        Assert.Equal([6, 2, 5, 2], raw.Rows.Select(row => row.Number));
        Assert.Equal(["4", "", "5"], raw.Rows[0].Cells);
        Assert.Equal(["1.50", "first, quoted", "2"], raw.Rows[1].Cells);
        Assert.Contains("fewer rows", Files.Refusal.Of(() => ModelTable.ReadRaw(options, [3])), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_without_a_header_are_called_by_their_number()
    {
        using var directory = new Files.TemporaryDirectory();
        File.WriteAllText(directory["t.csv"], "1,2\n3,4\n");
        var raw = ModelTable.ReadRaw(new ModelTableOptions { Path = directory["t.csv"], Features = ["x1"], Target = "last" }, [1]);
        Assert.Equal(["x1", "x2"], raw.Names);
        Assert.Equal((2, "4"), (raw.Rows[0].Number, raw.Rows[0].Cells[1]));
    }
}

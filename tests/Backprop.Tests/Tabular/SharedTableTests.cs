using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class SharedTableTests
{
    [Fact]
    public void Iris_has_three_classes_of_fifty()
    {
        Dataset data = Read("iris/iris.csv", "species");
        Assert.Equal((150, 4), (data.Count, data.Features));
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], data.FeatureNames);
        Assert.Equal([50, 50, 50], data.ClassCounts());
        Assert.Equal([5.1f, 3.5f, 1.4f, 0.2f], data.Input(0).ToArray());
    }

    [Theory]
    [InlineData("11")]
    [InlineData("last")]
    public void Diabetes_has_no_header_and_numbers_to_predict(string target)
    {
        Dataset data = Read("diabetes/diabetes.csv", target);
        Assert.Equal((442, 10), (data.Count, data.Features));
        Assert.Equal("x10", data.FeatureNames[^1]);
        Assert.Equal(["target"], data.TargetNames);
        Assert.Equal(151, data.Targets[0]);
    }

    // Two of the 64 pixels are blank in every digit.
    [Fact]
    public void Digits_have_no_header_and_ten_classes_and_their_test_file_fits()
    {
        var parts = Table.Read(new TableOptions { Path = SharedData.Path("optdigits/optdigits-train.csv"), Target = "last" }).Prepare(new TableShares { Validation = 0 }).Parts;
        Dataset train = parts.Training;
        Assert.Equal((3823, 62), (train.Count, train.Features));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], train.ClassNames!);
        Dataset test = ModelTable.ReadDataset(new ModelTableOptions
        {
            Path = SharedData.Path("optdigits/optdigits-test.csv"),
            Features = train.FeatureNames,
            Columns = parts.Columns,
            Target = "target",
            Classes = train.ClassNames,
        });
        Assert.Equal((1797, 62), (test.Count, test.Features));
        Assert.All(test.ClassCounts(), rows => Assert.InRange(rows, 170, 190));
    }

    [Fact]
    public void Penguins_have_categories_and_gaps()
    {
        var table = Table.Read(new TableOptions { Path = SharedData.Path("penguins/penguins.csv"), Target = "species" });
        Assert.Equal(344, table.Rows);
        Assert.Equal([0, 0, 2, 2, 2, 2, 11], table.Columns.Select(column => column.Missing));
        Assert.Equal(
            [ColumnKind.Category, ColumnKind.Number, ColumnKind.Number, ColumnKind.Number, ColumnKind.Number, ColumnKind.Category],
            table.Columns.Skip(1).Select(column => column.Kind));
        Dataset data = table.Prepare(new TableShares { Validation = 0 }).Parts.Training;
        Assert.Equal([151, 68, 124], data.ClassCounts().Select((count, i) => i == 0 ? count - 1 : count));
        Assert.Equal(["island=Biscoe", "island=Dream", "island=Torgersen", "bill_length_mm", "bill_length_mm is missing"], data.FeatureNames.Take(5));
    }

    private static Dataset Read(string file, string target) => TestTable.Read(new TableOptions { Path = SharedData.Path(file), Target = target });
}

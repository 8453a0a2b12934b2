using Backprop.Data;
using Backprop.Tabular;
using Backprop.Tests.Files;

namespace Backprop.Tests.Tabular;

public class CsvSharedDataTests
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

    [Fact]
    public void Digits_have_no_header_and_ten_classes_and_their_test_file_fits()
    {
        Dataset train = Read("optdigits/optdigits-train.csv", "last");
        Assert.Equal((3823, 64), (train.Count, train.Features));
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], train.ClassNames!);
        Dataset test = CsvTable.ReadDataset(new CsvTableOptions
        {
            Path = SharedData.Path("optdigits/optdigits-test.csv"),
            Features = train.FeatureNames,
            Target = "target",
            Classes = train.ClassNames,
        });
        Assert.Equal((1797, 64), (test.Count, test.Features));
        Assert.All(test.ClassCounts(), rows => Assert.InRange(rows, 170, 190));
    }

    [Fact]
    public void Penguins_are_refused_for_their_text_and_their_gaps()
    {
        string path = SharedData.Path("penguins/penguins.csv");
        Assert.EndsWith("row 2, column 2 ('island'): 'Torgersen' is not a number; text columns come in a later version: remove or encode the column.",
            Refusal.Of(() => CsvDataset.Read(new CsvOptions { Path = path, Target = "species" })), StringComparison.Ordinal);
        Assert.Contains("row 5, column 3 ('bill_length_mm'): the value is missing",
            Refusal.Of(() => CsvTable.ReadInputs(new CsvTableOptions { Path = path, Features = ["bill_length_mm", "body_mass_g"] })), StringComparison.Ordinal);
    }

    private static Dataset Read(string file, string target) => CsvDataset.Read(new CsvOptions { Path = SharedData.Path(file), Target = target });
}

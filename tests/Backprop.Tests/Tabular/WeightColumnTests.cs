using System.Text;
using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Tests.Tabular;

public class WeightColumnTests
{
    // Two inputs, a weight that is 1 + the first input, and a class in turn; every seventh row has no class.
    private static byte[] Rows => Encoding.UTF8.GetBytes("a,b,w,kind\n" + string.Concat(Enumerable.Range(0, 140).Select(row =>
        FormattableString.Invariant($"{row},{row * 31 % 17},{row + 1},{(row % 7 == 3 ? "" : "xyz"[row % 3].ToString())}\n"))));

    [Fact]
    public void Parts_and_folds_keep_the_weights_beside_their_rows_and_no_input_of_them() => TestTable.InFile(Rows, path =>
    {
        var table = Table.Read(new TableOptions { Path = path, Target = "kind", Weight = "w" });
        var prepared = table.Prepare(new TableShares { Test = 0.2, Validation = 0.1 });
        Assert.Equal(new IgnoredColumn("w", "weight"), prepared.Parts.Columns![2]);
        foreach (var part in new[] { prepared.Parts.Training, prepared.Parts.Validation!, prepared.Test! }) AssertWeights(part);
        foreach (var fold in table.PrepareFolds(4))
        {
            AssertWeights(fold.Parts.Training);
            AssertWeights(fold.Test!);
        }
        return 0;
    });

    [Fact]
    public void A_table_for_a_model_has_its_weights_too() => TestTable.InFile(Rows, path =>
    {
        var data = ModelTable.ReadDataset(new ModelTableOptions { Path = path, Features = ["a", "b"], Target = "kind", Classes = ["x", "y", "z"], Weight = "w" });
        Assert.Equal(120, data.Count);
        AssertWeights(data);
        return 0;
    });

    [Fact]
    public void Rows_without_weights_have_none() => TestTable.InFile(Rows, path =>
    {
        Assert.False(TestTable.Read(new TableOptions { Path = path, Target = "kind" }).HasWeights);
        return 0;
    });

    [Theory]
    [InlineData("the groups")]
    [InlineData("the time")]
    [InlineData("ignored")]
    [InlineData("categorical")]
    public void A_column_has_one_purpose(string purpose) => Assert.Contains(
        $"column 3 ('w') cannot be the weights, since it is {purpose}",
        Files.Refusal.Of(() => TestTable.InFile(Rows, path => Table.Read(new TableOptions
        {
            Path = path,
            Target = "a",
            Weight = "w",
            Group = purpose == "the groups" ? "w" : null,
            Time = purpose == "the time" ? "w" : null,
            Ignore = purpose == "ignored" ? ["w"] : [],
            Categorical = purpose == "categorical" ? ["w"] : [],
        }))), StringComparison.Ordinal);

    private static void AssertWeights(Dataset data)
    {
        Assert.True(data.HasWeights);
        for (int row = 0; row < data.Count; row++) Assert.Equal(data.Input(row)[0] + 1, data.Weight(row));
    }
}

using Backprop.Data;
using Backprop.Tests.Files;

namespace Backprop.Tests.Data;

public class DatasetTests
{
    private static readonly float[] Inputs = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Classes_become_targets_of_one_and_zeros()
    {
        Dataset data = Dataset.ForClassification("flags", [.. Inputs], 2, [2, 0, 2], ["a", "b", "c"]);
        var target = new float[3];
        data.CopyTarget(0, target);
        Assert.Equal([0, 0, 1], target);
        data.CopyTarget(1, target);
        Assert.Equal([1, 0, 0], target);
        Assert.Equal([1, 0, 2], data.ClassCounts());
        Assert.Equal((true, 3, 2, 3), (data.IsClassification, data.Count, data.Features, data.Outputs));
        Assert.Equal(["x1", "x2"], data.FeatureNames);
    }

    [Fact]
    public void Numbers_become_targets_as_they_are()
    {
        Dataset data = Dataset.ForRegression("sums", [.. Inputs], 2, [10, 20, 30, 40, 50, 60], ["s", "t"], ["u", "v"]);
        var target = new float[2];
        data.CopyTarget(1, target);
        Assert.Equal([30, 40], target);
        Assert.Equal([3, 4], data.Input(1).ToArray());
        Assert.Equal((false, 2), (data.IsClassification, data.Outputs));
        Assert.Null(data.ClassNames);
        Assert.Throws<InvalidOperationException>(() => data.Label(0));
        Assert.Throws<InvalidOperationException>(() => data.ClassCounts());
    }

    [Fact]
    public void The_target_has_a_name_and_every_derived_set_keeps_it()
    {
        Dataset species = Dataset.ForClassification("i", [.. Inputs], 2, [1, 0, 1], ["a", "b"], targetName: "species");
        Dataset sums = Dataset.ForRegression("s", [.. Inputs], 2, [1, 2, 3], ["sum"]);
        Assert.Equal(["class"], Dataset.ForClassification("i", [.. Inputs], 2, [1, 0, 1], ["a", "b"]).TargetNames);
        foreach ((Dataset data, string name) in ((Dataset, string)[])[(species, "species"), (sums, "sum")])
        {
            Assert.Equal([name], data.TargetNames);
            Assert.Equal([name], data.Select([2, 2]).TargetNames);
            (Dataset rest, Dataset part) = data.Split(0.4, seed: 0);
            Assert.Equal([name, name], [.. rest.TargetNames, .. part.TargetNames]);
        }
    }

    [Fact]
    public void The_schema_of_a_model_records_the_name_of_the_target()
    {
        Dataset data = Dataset.ForClassification("i", [.. Inputs], 2, [1, 0, 1], ["a", "b"], targetName: "species");
        Assert.Equal(["species"], new ModelTraining(data, new ModelOptions { Validation = 0 }).Model.Schema.Targets);
    }

    [Fact]
    public void Selected_rows_come_in_the_given_order_with_all_that_belongs_to_them()
    {
        Dataset data = Dataset.ForClassification("flags", [.. Inputs], 2, [2, 0, 1], ["a", "b", "c"], ["u", "v"], new ValueRange(0, 9));
        Dataset selected = data.Select([2, 0, 2]);
        Assert.Equal([5, 6, 1, 2, 5, 6], selected.Inputs.Values.ToArray());
        Assert.Equal([1, 2, 1], selected.Labels.ToArray());
        Assert.Equal(["a", "b", "c"], selected.ClassNames);
        Assert.Equal(["u", "v"], selected.FeatureNames);
        Assert.Equal((new ValueRange(0, 9), "flags"), (selected.InputRange, selected.Name));
        Dataset numbers = Dataset.ForRegression("sums", [.. Inputs], 2, [10, 20, 30, 40, 50, 60], ["s", "t"]).Select([2, 0]);
        Assert.Equal([50, 60, 10, 20], numbers.Targets.ToArray());
    }

    [Fact]
    public void Rows_that_are_not_there_are_a_programming_error()
    {
        Dataset data = Dataset.ForClassification("flags", [.. Inputs], 2, [1, 0, 1], ["a", "b"]);
        Assert.Throws<ArgumentException>(() => data.Select([]));
        foreach (int row in (int[])[-1, 3, int.MaxValue])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => data.Select([0, row]));
            Assert.Throws<ArgumentOutOfRangeException>(() => data.Input(row).Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => data.Label(row));
            Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyTarget(row, new float[2]));
        }
        Assert.Throws<ArgumentException>(() => data.CopyTarget(0, new float[3]));
    }

    [Theory]
    [InlineData(new[] { 0, 1 }, "a b", "d: 2 labels for 3 rows; each row needs one.")]
    [InlineData(new[] { 0, 0, 0 }, "a", "d: the target has one class only; a classifier needs at least two.")]
    [InlineData(new[] { 0, 1, 0 }, "a a", "d: two classes have the same name.")]
    [InlineData(new[] { 0, 1, 2 }, "a b", "d: row 2 has class 2, but the classes are 0 … 1.")]
    [InlineData(new[] { 0, -1, 0 }, "a b", "d: row 1 has class -1, but the classes are 0 … 1.")]
    public void Labels_that_do_not_fit_are_refused(int[] labels, string classes, string message) =>
        Assert.Equal(message, Refusal.Of(() => Dataset.ForClassification("d", [.. Inputs], 2, labels, classes.Split(' '))));

    [Theory]
    [InlineData(new float[0], 1, "d has no rows: at least one is needed.")]
    [InlineData(new float[] { 1 }, 0, "d: a row needs at least one feature but has 0.")]
    [InlineData(new float[] { 1, 2, 3 }, 2, "d: 3 input values are not a whole number of rows of 2 features.")]
    [InlineData(new[] { 1, 2, 3, float.NaN }, 2, "d: the value in row 1, column 1 (x2), is NaN; every value must be finite.")]
    [InlineData(new[] { float.NegativeInfinity, 2 }, 2, "d: the value in row 0, column 0 (x1), is -Infinity; every value must be finite.")]
    public void Inputs_that_do_not_fit_are_refused(float[] inputs, int features, string message) =>
        Assert.Equal(message, Refusal.Of(() => new InputRows("d", inputs, features)));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2)]
    [InlineData(0, float.NaN)]
    [InlineData(0, float.PositiveInfinity)]
    [InlineData(-3e38f, 3e38f)]
    public void A_range_that_is_none_is_refused(float minimum, float maximum) =>
        Assert.Contains(" is not a finite range ", Refusal.Of(() => new InputRows("d", [1], 1, inputRange: new ValueRange(minimum, maximum))), StringComparison.Ordinal);

    [Fact]
    public void Names_and_targets_that_do_not_fit_are_refused()
    {
        Assert.Equal("d: 1 feature names for 2 features; give one each.", Refusal.Of(() => new InputRows("d", [1, 2], 2, ["u"])));
        Assert.Equal("d: at least one target is needed.", Refusal.Of(() => Dataset.ForRegression("d", [1, 2], 2, [], [])));
        Assert.Equal(
            "d: 2 target values for 1 rows of 1; 1 are needed.", Refusal.Of(() => Dataset.ForRegression("d", [1, 2], 2, [1, 2], ["t"])));
        Assert.Equal(
            "d: the value in row 1, column 0 (t), is NaN; every value must be finite.",
            Refusal.Of(() => Dataset.ForRegression("d", [1, 2], 1, [1, float.NaN], ["t"])));
    }
}

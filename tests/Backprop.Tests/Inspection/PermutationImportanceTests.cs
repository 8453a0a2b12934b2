using System.Text.Json;
using Backprop.Data;

namespace Backprop.Tests.Inspection;

/// <summary>Importance against that of scikit-learn, by tests/fixtures/importance.py, and against a computation by hand.</summary>
public class PermutationImportanceTests
{
    // Outputs are floats, so R² = 1 − errors/deviations has a relative error of about 1e-7; accuracies are counts.
    private const double Tolerance = 1e-6;

    private static readonly JsonElement Fixture = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "fixtures", "importance.json"))).RootElement;

    [Theory]
    [InlineData("regression")]
    [InlineData("classification")]
    public void With_the_same_permutations_importance_is_that_of_scikit_learn(string task)
    {
        var expected = Fixture.GetProperty(task);
        var (model, data) = Given(expected);
        int[][][] orders = expected.GetProperty("orders").Deserialize<int[][][]>()!;
        var actual = PermutationImportance.Of(model, data, new ImportanceOptions { Repeats = orders[0].Length }, (column, repeat) => orders[column][repeat]);
        double[][] importances = expected.GetProperty("importances").Deserialize<double[][]>()!;
        Assert.Equal(importances.Length, actual.Columns.Count);
        for (int column = 0; column < importances.Length; column++)
        {
            Assert.Equal(importances[column].Length, actual.Columns[column].MetricDecreases.Count);
            Assert.All(importances[column].Zip(actual.Columns[column].MetricDecreases), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
            Assert.Equal(expected.GetProperty("means")[column].GetDouble(), actual.Columns[column].MetricDecrease, Tolerance);
            Assert.Equal(expected.GetProperty("deviations")[column].GetDouble(), actual.Columns[column].MetricSpread, Tolerance);
        }
    }

    [Theory]
    [InlineData("regression")]
    [InlineData("classification")]
    public void A_column_that_the_network_ignores_has_importance_0_and_no_other(string task)
    {
        var (model, data) = Given(Fixture.GetProperty(task));
        var importance = PermutationImportance.Of(model, data);
        Assert.All(importance.Columns, column => Assert.Equal(column.Name == "x3", column.LossIncreases.All(increase => increase == 0)));
        Assert.All(importance.Columns[2].MetricDecreases, decrease => Assert.Equal(0, decrease));
        Assert.Equal((0.0, 0.0), (importance.Columns[2].LossIncrease, importance.Columns[2].LossSpread));
        Assert.True(importance.IsComplete);
    }

    [Fact]
    public void A_permutation_given_by_hand_gives_the_number_computed_by_hand()
    {
        // y = 2·a and targets y: loss 0. With a = 1, 2, 4 dealt out as 2, 4, 1 the outputs are 4, 8, 2 for 2, 4, 8:
        // (4 + 16 + 36)/3 = 56/3. The targets' squares about their mean 14/3 sum to 56/3, so R² falls by 3.
        var model = new Model(Network([[2]], [0], classes: false), Loss.SquaredError, new ModelSchema { Features = ["a"], Targets = ["y"] });
        var data = Dataset.ForRegression("three", [1, 2, 4], 1, [2, 4, 8], ["y"]);
        var column = PermutationImportance.Of(model, data, new ImportanceOptions { Repeats = 1 }, (_, _) => [1, 2, 0]).Columns[0];
        Assert.Equal(56.0 / 3, column.LossIncrease, Tolerance);
        Assert.Equal(3, column.MetricDecrease, Tolerance);
    }

    [Fact]
    public void The_seed_decides_and_threads_do_not()
    {
        var (model, data) = Given(Fixture.GetProperty("regression"));
        double[] first = Losses(new ImportanceOptions { Threads = 1 });
        Assert.Equal(first, Losses(new ImportanceOptions { Threads = 3 }));
        Assert.NotEqual(first, Losses(new ImportanceOptions { Seed = 1 }));
        double[] fewer = Losses(new ImportanceOptions { Repeats = 2 });
        Assert.Equal(first.Chunk(5).SelectMany(repeats => repeats.Take(2)), fewer);

        double[] Losses(ImportanceOptions options) => [.. PermutationImportance.Of(model, data, options).Columns.SelectMany(column => column.LossIncreases)];
    }

    [Fact]
    public void A_cancelled_measurement_keeps_what_it_has()
    {
        var (model, data) = Given(Fixture.GetProperty("regression"));
        using var source = new CancellationTokenSource();
        var whole = PermutationImportance.Of(model, data);
        var shares = new List<double>();
        var part = PermutationImportance.Of(model, data, progress: new Listener(share =>
        {
            shares.Add(share);
            if (share >= 6 / 20.0) source.Cancel();
        }), cancellation: source.Token);
        Assert.False(part.IsComplete);
        Assert.Equal([2, 2, 1, 1], part.Columns.Select(column => column.LossIncreases.Count));
        Assert.Equal(whole.Columns[1].LossIncreases.Take(2), part.Columns[1].LossIncreases);
        Assert.Equal(6 / 20.0, shares[^1]);
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => PermutationImportance.Of(model, data, cancellation: source.Token));
        var nothing = PermutationImportance.Of(model, data, new ImportanceOptions { Evaluation = whole.Evaluation }, cancellation: source.Token);
        Assert.Empty(nothing.Ranked);
        Assert.True(double.IsNaN(nothing.Columns[0].LossIncrease));
    }

    [Fact]
    public void It_is_cancelled_in_the_middle_of_a_permutation_and_leaves_the_data_as_they_were()
    {
        // Several pieces; a network without scaling, which sees the very data that are given.
        var data = SyntheticData.Separable(5_000);
        var model = new ModelTraining(data, new ModelOptions { Hidden = [4], InputScaling = InputScalingKind.None }).Model;
        var before = data.Inputs.Values.ToArray();
        using var source = new CancellationTokenSource();
        int columns = data.Features;
        var part = PermutationImportance.Of(model, data, new ImportanceOptions { Repeats = 1, Evaluation = model.Evaluate(data) }, new Listener(share =>
        {
            if (share > 1.2 / columns) source.Cancel();
        }), source.Token);
        Assert.Equal([1, .. Enumerable.Repeat(0, columns - 1)], part.Columns.Select(column => column.LossIncreases.Count));
        Assert.Equal(before, data.Inputs.Values.ToArray());
    }

    [Fact]
    public void Data_that_do_not_fit_and_no_repeats_are_refused()
    {
        var (model, data) = Given(Fixture.GetProperty("regression"));
        Assert.Throws<InvalidInputException>(() => PermutationImportance.Of(model, Given(Fixture.GetProperty("classification")).Data));
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationImportance.Of(model, data, new ImportanceOptions { Repeats = 0 }));
    }

    private static (Model Model, Dataset Data) Given(JsonElement task)
    {
        float[][] weights = task.GetProperty("weights").Deserialize<float[][]>()!, inputs = task.GetProperty("inputs").Deserialize<float[][]>()!;
        bool classes = weights.Length > 1;
        var network = Network(weights, task.GetProperty("biases").Deserialize<float[]>()!, classes);
        string[] features = [.. weights[0].Select((_, i) => $"x{i + 1}")];
        string[]? names = classes ? [.. weights.Select((_, i) => $"class {i}")] : null;
        float[] values = [.. inputs.SelectMany(row => row)], targets = task.GetProperty("targets").Deserialize<float[]>()!;
        return (
            new Model(network, classes ? Loss.CrossEntropy : Loss.SquaredError, new ModelSchema { Features = features, Targets = ["y"], Classes = names }),
            classes ? Dataset.ForClassification("given", values, features.Length, [.. targets.Select(target => (int)target)], names!) : Dataset.ForRegression("given", values, features.Length, targets, ["y"]));
    }

    private static Network Network(float[][] weights, float[] biases, bool classes)
    {
        var layer = new Dense(weights.Length, classes ? Activation.Softmax : Activation.Identity);
        var network = new Network(weights[0].Length, [layer]);
        for (int output = 0; output < weights.Length; output++)
        {
            layer.Biases[output, 0] = biases[output];
            for (int input = 0; input < weights[output].Length; input++) layer.Weights[output, input] = weights[output][input];
        }
        return network;
    }

    private sealed class Listener(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}

using Backprop.Data;
using Backprop.Numerics;

namespace Backprop.Tests.Inspection;

public class DiagnosisTests
{
    public static TheoryData<string> Healthy => ["digits", "iris", "moons", "linear"];

    [Theory]
    [MemberData(nameof(Healthy))]
    public void A_healthy_network_gives_no_finding(string name)
    {
        var data = name == "linear" ? SyntheticData.Linear(400) : BuiltInDatasets.Load(name);
        var model = Trained(data, new ModelOptions { Optimizer = new Sgd(0.02f), Training = new TrainingOptions { Epochs = 40 } });
        Assert.Empty(Diagnosis.Of(model, data));
    }

    [Fact]
    public void Raw_inputs_of_different_units_are_found()
    {
        var random = new CounterRandom(1, RandomPurpose.Sampling, 9);
        float[] inputs = [.. Enumerable.Range(0, 200).Select(i => (float)random.Normal((ulong)i) * (i % 2 == 0 ? 1e5f : 0.01f))];
        var data = Dataset.ForClassification("units", inputs, 2, [.. Enumerable.Range(0, 100).Select(i => i % 2)], ["a", "b"], ["income", "share"]);
        var finding = Find("unequal-scales", Untrained(data, new ModelOptions { InputScaling = InputScalingKind.None }), data);
        Assert.Matches(@"'income' is about (1(\.\d+)?E\+05|9\.\d+E\+04), 'share' about 0\.0(0[89]|1)", finding.Message);
    }

    [Fact]
    public void Dead_relus_are_counted()
    {
        var data = SyntheticData.Separable(200);
        var model = Untrained(data, new ModelOptions { Hidden = [10] });
        var layer = (Dense)model.Network.Layers[0];
        for (int neuron = 0; neuron < 4; neuron++) layer.Biases[neuron, 0] = -100;
        Assert.StartsWith("4 of 10 ReLU neurons in layer 1 are 0 for every one of 200 rows (40 %)", Find("dead-relu", model, data).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    public void Saturated_neurons_are_found(string activation)
    {
        var data = SyntheticData.Separable(200);
        var model = Untrained(data, new ModelOptions { Hidden = [10], Activation = Activation.Parse(activation) });
        Multiply(model.Network.Layers[0], 100);
        Assert.Contains($"{activation} activations in layer 1 are saturated", Find("saturated", model, data).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Vanishing_and_exploding_deltas_are_found_by_their_size_in_each_layer()
    {
        var data = SyntheticData.Separable(200);
        var options = new ModelOptions { Hidden = [8, 8, 8, 8, 8], Activation = Activation.Sigmoid };
        var vanishing = Untrained(data, options);
        Assert.Equal(6, Find("vanishing-deltas", vanishing, data).Message.Split("e-").Length - 1);
        var exploding = Untrained(data, options with { Activation = Activation.Identity });
        foreach (var layer in exploding.Network.Layers) Multiply(layer, 30);
        Find("exploding-deltas", exploding, data);
    }

    [Fact]
    public void Updates_too_large_and_too_small_for_the_weights_are_found()
    {
        var data = SyntheticData.Separable(200);
        Find("large-updates", Trained(data, new ModelOptions { Optimizer = new Sgd(50), Validation = 0, Training = new TrainingOptions { Epochs = 1, BatchSize = TrainingOptions.WholeDataset } }), data);
        Find("small-updates", Trained(data, new ModelOptions { Optimizer = new Sgd(1e-9f), Training = new TrainingOptions { Epochs = 1 } }), data);
    }

    [Fact]
    public void Learning_by_heart_is_found_in_the_curve()
    {
        var random = new CounterRandom(4, RandomPurpose.Sampling, 9);
        float[] inputs = [.. Enumerable.Range(0, 60 * 30).Select(i => (float)random.Normal((ulong)i))];
        var noise = Dataset.ForClassification("noise", inputs, 30, [.. Enumerable.Range(0, 60).Select(i => random.Below(2, 9000 + (ulong)i))], ["a", "b"]);
        var model = Trained(noise, new ModelOptions { Validation = 0.5, Optimizer = new Sgd(0.5f), Training = new TrainingOptions { Epochs = 200, Patience = null } });
        Find("overfitting", model, noise);
    }

    [Fact]
    public void Predictions_that_are_no_better_than_a_constant_are_found()
    {
        var classes = SyntheticData.Separable(200);
        var model = Untrained(classes, new ModelOptions { Initializer = Initializer.Zeros });
        Find("no-better-than-commonest", model, classes);
        var numbers = SyntheticData.Linear(200);
        Find("no-better-than-mean", Untrained(numbers, new ModelOptions { Initializer = Initializer.Zeros }), numbers);
    }

    [Fact]
    public void A_starved_class_is_named()
    {
        var random = new CounterRandom(4, RandomPurpose.Sampling, 9);
        var (inputs, labels) = (new float[300], new int[300]);
        for (int i = 0; i < 300; i++)
        {
            labels[i] = i < 12 ? 2 : i % 2;
            // The rare class lies amid class 1.
            inputs[i] = (float)random.Normal((ulong)i) * 0.3f + (labels[i] == 0 ? -2 : 2);
        }
        var data = Dataset.ForClassification("rare", inputs, 1, labels, ["left", "right", "rare"]);
        Assert.StartsWith("Class 'rare' is recognized in 0 of its 12 rows", Find("starved-class", Trained(data, new ModelOptions()), data).Message, StringComparison.Ordinal);
    }

    private static Finding Find(string name, Model model, Dataset data)
    {
        var findings = Diagnosis.Of(model, data);
        return Assert.Single(findings, finding => finding.Name == name);
    }

    private static void Multiply(Layer layer, float factor)
    {
        var weights = ((Dense)layer).Weights;
        for (int row = 0; row < weights.Rows; row++)
            for (int column = 0; column < weights.Columns; column++) weights[row, column] *= factor;
    }

    private static Model Untrained(Dataset data, ModelOptions options) => new ModelTraining(data, options).Model;

    private static Model Trained(Dataset data, ModelOptions options)
    {
        var training = new ModelTraining(data, options);
        training.Run();
        return training.Model;
    }
}

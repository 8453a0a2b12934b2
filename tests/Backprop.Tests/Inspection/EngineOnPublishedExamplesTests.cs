using System.Text.Json;
using Backprop.Data;
using Backprop.Reference;
using Backprop.Tests.Reference;

namespace Backprop.Tests.Inspection;

/// <summary>The engine, in float, on the published worked examples, PyTorch's runs and the loss conventions.</summary>
public class EngineOnPublishedExamplesTests
{
    /// <summary>A few dozen roundings of a float, relative to the largest number of a tensor, or to 1.</summary>
    private const double FloatAccuracy = 3e-6;

    public static TheoryData<string> Examples =>
        [.. WorkedExample.Ids.Where(id => WorkedExample.JsonOf(id).GetProperty("given").TryGetProperty("layers", out _))];

    public static TheoryData<string> TorchCases =>
        [.. Fixture.Read("torch_crosschecks.json").GetProperty("cases").EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_worked_example_has_the_published_loss_gradients_and_updated_weights(string id)
    {
        var example = WorkedExample.Load(id);
        var verified = example.Json.GetProperty("verified");
        var network = EngineNetwork(example.Json.GetProperty("given").GetProperty("layers"));
        var (loss, gradients) = Step(network, example.Inputs, example.Targets, example.Loss);
        Close(verified.GetProperty("data_loss").GetDouble(), loss, "loss");
        // The engine knows no weight decay yet: where the example has one, its share λ·w is added here.
        var decayed = example.Network.Parameters.Select((parameter, i) => example.WeightDecay.AddTo(gradients[i], parameter)).ToList();
        AssertLayers(verified.GetProperty("grad"), decayed, network);
        if (!verified.TryGetProperty("updated", out var updated) || example.WeightDecay.Rate != 0) return;

        var data = Data(example.Inputs, example.Targets!);
        new Trainer(network, EngineLoss(example.Loss!), new Sgd((float)example.LearningRate), new TrainingOptions { Epochs = 1 }).Train(data);
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            Close(updated[layer].GetProperty("w").Rows(), Rows(network.Layers[layer].Parameters[0]), $"updated weights {layer}");
            if (example.TrainBiases) Close([updated[layer].GetProperty("b").Numbers()], [Column(network.Layers[layer].Parameters[1])], $"updated biases {layer}");
        }
    }

    [Fact]
    public void The_published_mistake_of_dividing_by_activations_is_not_reproduced()
    {
        var example = WorkedExample.Load("stevenmiller_mind_WRONG");
        var network = EngineNetwork(example.Json.GetProperty("given").GetProperty("layers"));
        new Trainer(network, Loss.HalfSquaredError, new Sgd(1), new TrainingOptions { Epochs = 1 }).Train(Data(example.Inputs, example.Targets!));
        // The article prints 0.1162, 0.329 and 0.708 for the weights into the output.
        float[] weights = Rows(network.Layers[1].Parameters[0])[0].Select(w => (float)w).ToArray();
        Assert.Equal([0.201091f, 0.393680f, 0.806649f], weights.Select(w => MathF.Round(w, 6)));
    }

    [Theory]
    [MemberData(nameof(TorchCases))]
    public void Losses_and_gradients_are_PyTorchs_at_every_step(string id)
    {
        var example = Fixture.Read("torch_crosschecks.json").GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);
        var (inputs, targets) = (example.GetProperty("inputs").Rows(), example.GetProperty("targets").Rows());
        var before = example.GetProperty("initial");
        foreach (var step in example.GetProperty("steps").EnumerateArray())
        {
            var network = EngineNetwork([.. before.EnumerateArray().Select((layer, l) =>
                (layer[0].Rows(), layer[1].Numbers(), example.GetProperty("activations")[l].GetString()!))]);
            var (loss, gradients) = Step(network, inputs, targets, new ReferenceSquaredError());
            Close(step.GetProperty("loss").GetDouble(), loss, "loss");
            for (int l = 0; l < network.Layers.Count; l++)
            {
                Close(step.GetProperty("grad")[l][0].Rows(), gradients[2 * l].ToRows(network.Layers[l].Inputs), $"weights {l}");
                Close([step.GetProperty("grad")[l][1].Numbers()], [gradients[2 * l + 1]], $"biases {l}");
            }
            before = step.GetProperty("after");
        }
    }

    [Fact]
    public void Plain_gradient_descent_walks_PyTorchs_path()
    {
        var example = Fixture.Read("torch_crosschecks.json").GetProperty("cases")[0];
        Assert.Equal("torch_1_2-3-1_SGD", example.GetProperty("id").GetString());
        var network = EngineNetwork([.. example.GetProperty("initial").EnumerateArray().Select((layer, l) =>
            (layer[0].Rows(), layer[1].Numbers(), example.GetProperty("activations")[l].GetString()!))]);
        var data = Data(example.GetProperty("inputs").Rows(), example.GetProperty("targets").Rows());
        var options = new TrainingOptions { Epochs = 1, BatchSize = TrainingOptions.WholeDataset };
        foreach (var step in example.GetProperty("steps").EnumerateArray())
        {
            new Trainer(network, Loss.SquaredError, new Sgd(0.1f), options).Train(data);
            for (int l = 0; l < network.Layers.Count; l++)
                Close(step.GetProperty("after")[l][0].Rows(), Rows(network.Layers[l].Parameters[0]), $"after, weights {l}");
        }
    }

    [Theory]
    [InlineData("lecture", "squared-error", 1)]
    [InlineData("half_sum", "half-squared-error", 3)]        // summed over its 3 points
    [InlineData("torch_mse_mean", "mean-squared-error", 1)]
    [InlineData("keras_mse", "mean-squared-error", 1)]
    [InlineData("torch_mse_sum", "squared-error", 3)]
    [InlineData("sklearn_reported_loss", "half-mean-squared-error", 1)]
    [InlineData("sklearn_gradient_function", "half-squared-error", 1)]
    [InlineData("playground", "half-squared-error", 1)]
    [InlineData("r_neuralnet_sse", "half-squared-error", 3)]
    public void A_convention_of_another_program_is_one_of_our_losses(string convention, string loss, double factor)
    {
        var fixture = Fixture.Read("loss_conventions.json");
        var net = fixture.GetProperty("net");
        var network = EngineNetwork([
            (net.GetProperty("W1").Rows(), net.GetProperty("b1").Numbers(), net.GetProperty("activations")[0].GetString()!),
            (net.GetProperty("W2").Rows(), net.GetProperty("b2").Numbers(), net.GetProperty("activations")[1].GetString()!)]);
        var expected = fixture.GetProperty("results").GetProperty(convention);
        var (value, gradients) = Step(network, net.GetProperty("inputs").Rows(), net.GetProperty("targets").Rows(), Loss.Parse(loss).Reference);
        Close(expected.GetProperty("loss").GetDouble(), factor * value, "loss");
        Close(expected.GetProperty("grad").GetProperty("W1").Rows(), [.. gradients[0].Select(g => factor * g).ToArray().ToRows(2)], "W1");
        Close([expected.GetProperty("grad").GetProperty("b2").Numbers()], [[.. gradients[3].Select(g => factor * g)]], "b2");
    }

    /// <summary>The engine's mean loss and mean gradients; without a loss, those of the only output itself.</summary>
    private static (double Loss, List<double[]> Gradients) Step(Network network, double[][] inputs, double[][]? targets, ReferenceLoss? loss)
    {
        using var team = new Backprop.Numerics.ThreadTeam(1);
        if (loss is null)
        {
            var pass = new NetworkPass(network, 1, forTraining: true, team);
            Array.ConvertAll(inputs[0], x => (float)x).CopyTo(pass.InputRow(0));
            pass.UseInputs(1);
            pass.TransposeInputs(0, 1);
            pass.Forward();
            pass.OutputGradient[0, 0] = 1;
            pass.Backward(isDelta: false);
            return (pass.Outputs[0, 0], [.. pass.Gradients.Select(gradient => Flat(gradient, 1))]);
        }
        var batch = new BatchGradient(network, EngineLoss(loss), Data(inputs, targets!), inputs.Length, team);
        double value = batch.Compute(Enumerable.Range(0, inputs.Length).ToArray());
        return (value, [.. batch.Sums.Select(sums => Flat(sums, 1.0 / inputs.Length))]);
    }

    private static Loss EngineLoss(ReferenceLoss loss) => Loss.Parse(loss.Name);

    private static Dataset Data(double[][] inputs, double[][] targets) => Dataset.ForRegression(
        "example", [.. inputs.SelectMany(row => row).Select(x => (float)x)], inputs[0].Length,
        [.. targets.SelectMany(row => row).Select(t => (float)t)], [.. targets[0].Select((_, i) => $"t{i}")]);

    private static Network EngineNetwork(JsonElement layers) => EngineNetwork([.. layers.EnumerateArray().Select(layer =>
        (layer.GetProperty("weights").Rows(), layer.GetProperty("biases").Numbers(), layer.GetProperty("activation").GetString()!))]);

    private static Network EngineNetwork(IReadOnlyList<(double[][] Weights, double[] Biases, string Activation)> layers)
    {
        var network = new Network(layers[0].Weights[0].Length, [.. layers.Select(layer => new Dense(layer.Biases.Length, Activation.Parse(layer.Activation)))]);
        foreach (var (layer, given) in network.Layers.Cast<Dense>().Zip(layers))
            for (int output = 0; output < layer.Outputs; output++)
            {
                layer.Biases[output, 0] = (float)given.Biases[output];
                for (int input = 0; input < layer.Inputs; input++) layer.Weights[output, input] = (float)given.Weights[output][input];
            }
        return network;
    }

    private static void AssertLayers(JsonElement expected, List<double[]> gradients, Network network)
    {
        for (int layer = 0; layer < network.Layers.Count; layer++)
        {
            Close(expected[layer].GetProperty("w").Rows(), gradients[2 * layer].ToRows(network.Layers[layer].Inputs), $"weights {layer}");
            Close([expected[layer].GetProperty("b").Numbers()], [gradients[2 * layer + 1]], $"biases {layer}");
        }
    }

    private static double[][] Rows(Parameter parameter) =>
        [.. Enumerable.Range(0, parameter.Value.Rows).Select(row => Array.ConvertAll(parameter.Value.Row(row).ToArray(), w => (double)w))];

    private static double[] Column(Parameter parameter) => [.. Rows(parameter).Select(row => row[0])];

    private static double[] Flat(Backprop.Numerics.Matrix matrix, double factor) =>
        [.. Enumerable.Range(0, matrix.Rows).SelectMany(row => matrix.Row(row).ToArray()).Select(value => factor * value)];

    private static void Close(double expected, double actual, string what) => Close([[expected]], [[actual]], what);

    private static void Close(double[][] expected, double[][] actual, string what)
    {
        Assert.Equal(expected.Select(row => row.Length), actual.Select(row => row.Length));
        double scale = Math.Max(1, expected.Max(row => row.Max(Math.Abs)));
        for (int i = 0; i < expected.Length; i++)
            for (int k = 0; k < expected[i].Length; k++)
                Assert.True(Math.Abs(expected[i][k] - actual[i][k]) <= FloatAccuracy * scale, $"{what}[{i},{k}]: expected {expected[i][k]:R}, got {actual[i][k]:R}");
    }
}

using System.Text.Json;
using Backprop.Reference;

namespace Backprop.Tests.Reference;

/// <summary>
/// PyTorch's float64 autograd, step by step. Losses, deltas and gradients start each step from the weights that the fixture has
/// after the one before; optimizers go their own way from the first weights to the last.
/// </summary>
public class TorchCrosscheckTests
{
    private static readonly JsonElement Cases = Fixture.Read("torch_crosschecks.json").GetProperty("cases");

    public static TheoryData<string> Ids => [.. Cases.EnumerateArray().Select(c => c.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_step_gives_PyTorchs_loss_activations_deltas_and_gradients(string id)
    {
        JsonElement example = Case(id), before = example.GetProperty("initial");
        foreach (JsonElement step in example.GetProperty("steps").EnumerateArray())
        {
            AssertStep(step, Run(Network(example, before), example));
            before = step.GetProperty("after");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_optimizer_gives_PyTorchs_weights_after_every_step(string id)
    {
        JsonElement example = Case(id);
        ReferenceNetwork network = Network(example, example.GetProperty("initial"));
        var optimizer = OptimizerCatalog.CreateReference(Settings(example));
        foreach (JsonElement step in example.GetProperty("steps").EnumerateArray())
        {
            StepResult ours = Run(network, example);
            AssertStep(step, ours);
            optimizer.Update(network.Parameters, ours.Backward.Gradients);
            AssertLayers(step.GetProperty("after"), [.. network.Parameters.Select(parameter => parameter.Values)], "after");
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_engine_takes_PyTorchs_steps_in_float_accuracy(string id)
    {
        // Four steps of numbers about 1, each with a few roundings of 6e-8.
        const double FloatRoundings = 2e-6;
        JsonElement example = Case(id);
        int[] sizes = [.. example.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt32())];
        var network = new Network(sizes[0], [.. sizes.Skip(1).Select((size, l) => new Dense(size, Activation.Parse(example.GetProperty("activations")[l].GetString()!)))]);
        Fill(network, example.GetProperty("initial"));
        int points = example.GetProperty("inputs").GetArrayLength();
        float[] Flat(string name) => [.. example.GetProperty(name).Rows().SelectMany(row => row).Select(number => (float)number)];
        var data = Backprop.Data.Dataset.ForRegression("torch", Flat("inputs"), sizes[0], Flat("targets"), [.. Enumerable.Range(1, sizes[^1]).Select(output => $"t{output}")]);
        using var team = new Backprop.Numerics.ThreadTeam(1);
        var state = new OptimizerState(Optimizer.Create(Settings(example)), network.Parameters);
        var gradient = new BatchGradient(network, Loss.SquaredError, data, points, team, state);
        foreach (JsonElement step in example.GetProperty("steps").EnumerateArray())
        {
            gradient.Compute(Enumerable.Range(0, points).ToArray());
            Assert.True(state.Accept());
            double[][] expected = [.. step.GetProperty("after").EnumerateArray().SelectMany(layer => new[] { layer[0].Rows().SelectMany(row => row).ToArray(), layer[1].Numbers() })];
            foreach (var (parameter, numbers) in network.Parameters.Zip(expected))
                foreach (var (ours, theirs) in parameter.ToDoubles().Zip(numbers)) Assert.Equal(theirs, ours, FloatRoundings);
        }
    }

    private static void Fill(Network network, JsonElement layers)
    {
        foreach (var (layer, values) in network.Layers.Cast<Dense>().Zip(layers.EnumerateArray()))
            for (int neuron = 0; neuron < layer.Outputs; neuron++)
            {
                layer.Biases[neuron, 0] = (float)values[1][neuron].GetDouble();
                for (int input = 0; input < layer.Inputs; input++) layer.Weights[neuron, input] = (float)values[0][neuron][input].GetDouble();
            }
    }

    /// <summary>PyTorch decays biases too.</summary>
    private static OptimizerSettings Settings(JsonElement example)
    {
        JsonElement arguments = example.GetProperty("optimizer_args");
        return new OptimizerSettings
        {
            Name = example.GetProperty("optimizer").GetString()!.ToLowerInvariant(),
            LearningRate = arguments.GetProperty("lr").GetDouble(),
            Momentum = arguments.TryGetProperty("momentum", out var momentum) ? momentum.GetDouble() : null,
            Nesterov = arguments.TryGetProperty("nesterov", out var nesterov) ? nesterov.GetBoolean() : null,
            WeightDecay = arguments.TryGetProperty("weight_decay", out var decay) ? decay.GetDouble() : null,
            DecayBiases = true,
        };
    }

    private static JsonElement Case(string id) => Cases.EnumerateArray().Single(c => c.GetProperty("id").GetString() == id);

    /// <summary>The loss of every case is "lecture": squared error, mean over points.</summary>
    private static StepResult Run(ReferenceNetwork network, JsonElement example)
    {
        Assert.Equal("lecture", example.GetProperty("loss").GetString());
        return new(network, example.GetProperty("inputs").Rows(), example.GetProperty("targets").Rows(),
            new ReferenceSquaredError(), ReferenceReduction.Mean);
    }

    private static ReferenceNetwork Network(JsonElement example, JsonElement layers) =>
        new([.. layers.EnumerateArray().Select((layer, l) => new ReferenceDense(
            layer[0].Matrix(), layer[1].Numbers(), Fixture.Activation(example.GetProperty("activations")[l].GetString()!)))]);

    private static void AssertStep(JsonElement expected, StepResult ours)
    {
        Fixture.Equal(expected.GetProperty("loss").GetDouble(), ours.Loss.Value, "loss");
        for (int l = 0; l < ours.Forward.Layers.Count; l++)
        {
            Fixture.Equal(expected.GetProperty("points_x")[l], ours.Forward.Layers[l].WeightedSums!, $"points_x[{l}]");
            Fixture.Equal(expected.GetProperty("points_a")[l], ours.Forward.Layers[l].Activations, $"points_a[{l}]");
            Fixture.Equal(expected.GetProperty("points_delta")[l], ours.Backward.Layers[l].Deltas!, $"points_delta[{l}]");
        }
        AssertLayers(expected.GetProperty("grad"), ours.Backward.Gradients, "grad");
    }

    /// <summary>The fixture has [weights, biases] for each layer, ours are flat: weights, biases, weights, biases, …</summary>
    private static void AssertLayers(JsonElement expected, IReadOnlyList<double[]> flat, string what)
    {
        Assert.Equal(2 * expected.GetArrayLength(), flat.Count);
        for (int l = 0; l < expected.GetArrayLength(); l++)
        {
            Fixture.Equal(expected[l][0], flat[2 * l].ToRows(expected[l][0][0].GetArrayLength()), $"{what}[{l}] weights");
            Fixture.Equal(expected[l][1], flat[2 * l + 1], $"{what}[{l}] biases");
        }
    }
}

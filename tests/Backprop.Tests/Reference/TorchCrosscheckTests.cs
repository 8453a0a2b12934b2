using System.Text.Json;
using Backprop.Reference;

namespace Backprop.Tests.Reference;

/// <summary>
/// PyTorch's float64 autograd, step by step. Each step starts from the weights that the fixture has after the one before,
/// so that losses, deltas and gradients are tested for optimizers too that the reference does not have yet.
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

    [Fact]
    public void Plain_gradient_descent_gives_PyTorchs_weights_after_every_step()
    {
        JsonElement example = Case("torch_1_2-3-1_SGD");
        ReferenceNetwork network = Network(example, example.GetProperty("initial"));
        var optimizer = new ReferenceSgd(example.GetProperty("optimizer_args").GetProperty("lr").GetDouble());
        foreach (JsonElement step in example.GetProperty("steps").EnumerateArray())
        {
            StepResult ours = Run(network, example);
            AssertStep(step, ours);
            optimizer.Update(network.Parameters, ours.Backward.Gradients);
            AssertLayers(step.GetProperty("after"), [.. network.Parameters.Select(parameter => parameter.Values)], "after");
        }
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

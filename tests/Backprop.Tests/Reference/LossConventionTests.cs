using System.Text.Json;
using Backprop.Reference;

namespace Backprop.Tests.Reference;

/// <summary>One network, and what nine tools and texts call its squared error: each is one of our losses with one reduction.</summary>
public class LossConventionTests
{
    private static readonly JsonElement Conventions = Fixture.Read("loss_conventions.json");

    private static readonly Dictionary<string, (ReferenceLoss Loss, ReferenceReduction Reduction)> ByName = new()
    {
        ["lecture"] = (new ReferenceSquaredError(), ReferenceReduction.Mean),
        ["half_sum"] = (new ReferenceHalfSquaredError(), ReferenceReduction.Sum),
        ["torch_mse_mean"] = (new ReferenceMeanSquaredError(), ReferenceReduction.Mean),
        ["torch_mse_sum"] = (new ReferenceSquaredError(), ReferenceReduction.Sum),
        ["keras_mse"] = (new ReferenceMeanSquaredError(), ReferenceReduction.Mean),
        ["sklearn_reported_loss"] = (new ReferenceHalfMeanSquaredError(), ReferenceReduction.Mean),
        ["sklearn_gradient_function"] = (new ReferenceHalfSquaredError(), ReferenceReduction.Mean),
        ["playground"] = (new ReferenceHalfSquaredError(), ReferenceReduction.Mean),
        ["r_neuralnet_sse"] = (new ReferenceHalfSquaredError(), ReferenceReduction.Sum),
    };

    public static TheoryData<string> Names => [.. Conventions.GetProperty("results").EnumerateObject().Select(result => result.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_convention_is_a_loss_with_a_reduction(string name)
    {
        var (loss, reduction) = ByName[name];
        JsonElement net = Conventions.GetProperty("net"), expected = Conventions.GetProperty("results").GetProperty(name);
        var network = new ReferenceNetwork(
            new ReferenceDense(net.GetProperty("W1").Matrix(), net.GetProperty("b1").Numbers(), new ReferenceTanh()),
            new ReferenceDense(net.GetProperty("W2").Matrix(), net.GetProperty("b2").Numbers(), new ReferenceIdentity()));
        var step = new StepResult(network, net.GetProperty("inputs").Rows(), net.GetProperty("targets").Rows(), loss, reduction);

        Fixture.Equal(expected.GetProperty("loss").GetDouble(), step.Loss.Value, "loss");
        var gradients = step.Backward.Gradients;
        JsonElement grad = expected.GetProperty("grad");
        Fixture.Equal(grad.GetProperty("W1"), gradients[0].ToRows(2), "W1");
        Fixture.Equal(grad.GetProperty("b1"), gradients[1], "b1");
        Fixture.Equal(grad.GetProperty("W2"), gradients[2].ToRows(3), "W2");
        Fixture.Equal(grad.GetProperty("b2"), gradients[3], "b2");
    }
}

using System.Text.Json;
using Backprop.Reference;

namespace Backprop.Tests.Reference;

/// <summary>
/// The check of a four-layer network, 5-75-50-50-7, ReLU and softmax, 3 data points (COMP451, Koç University, after CS231n):
/// everything is given by linspace, and the scores tell whether it was built right.
/// </summary>
public class FourLayerNetworkTests
{
    private static readonly int[] Classes = [0, 5, 1];
    private static readonly JsonElement Example = WorkedExample.JsonOf("comp451_relu_softmax_4layer");
    private static readonly ReferenceNetwork Network = Build();
    private static readonly StepResult Step = new(Network, Inputs(), Targets(), new ReferenceCrossEntropy(), ReferenceReduction.Mean);

    public static TheoryData<string> Checks => [.. Example.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_published_number_is_reproduced_to_its_last_digit(string name)
    {
        double ours = name switch
        {
            "loss" => Step.Loss.Value,
            "loss reg=.1" => RegularizedLoss(),
            _ => Score(name),
        };
        JsonElement check = Example.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        Fixture.Equal(check.GetProperty("computed").GetDouble(), ours, name);
        Assert.True(PublishedNumberTests.Agrees(check, ours), $"{name}: published {check.GetProperty("published")}, got {ours:R}");
    }

    [Fact]
    public void Losses_and_gradients_give_the_float64_values()
    {
        JsonElement verified = Example.GetProperty("verified");
        Fixture.Equal(verified.GetProperty("loss").GetDouble(), Step.Loss.Value, "loss");
        Fixture.Equal(verified.GetProperty("loss_reg01").GetDouble(), RegularizedLoss(), "loss_reg01");
        double[] sums = [.. Step.Backward.Layers.Select(layer => layer.Gradients[0].Sum(Math.Abs))];
        Fixture.Equal(verified.GetProperty("sum_abs_grad_W"), sums, "sum_abs_grad_W");
        double[][] biases = [.. Step.Backward.Layers.Skip(1).Select(layer => layer.Gradients[1])];   // the fixture has the last three
        Fixture.Equal(verified.GetProperty("grad_b"), biases, "grad_b");
    }

    private static double RegularizedLoss() => Step.Loss.Value + new ReferenceWeightDecay(0.1).Penalty(Network.Parameters);

    private static double Score(string name)
    {
        string[] indices = name.Split('[', ']');   // score[point][class]
        return Step.Forward.Layers[^1].WeightedSums![int.Parse(indices[1])][int.Parse(indices[3])];
    }

    private static ReferenceNetwork Build() => new(
        Layer(5, 75, (-0.1, 0.3), (-0.1, 0.2), new ReferenceRelu()),
        Layer(75, 50, (-0.3, 0.4), (-0.09, 0.1), new ReferenceRelu()),
        Layer(50, 50, (-0.2, 0.3), (-0.1, 0.2), new ReferenceRelu()),
        Layer(50, 7, (-0.1, 0.2), (-0.05, 0.15), new ReferenceSoftmax()));

    /// <summary>The source's weights are linspace(…).reshape(in, out): ours are their transpose.</summary>
    private static ReferenceDense Layer(int inputs, int outputs, (double, double) weights, (double, double) biases, ReferenceActivation activation)
    {
        double[] flat = Linspace(weights.Item1, weights.Item2, inputs * outputs);
        var transposed = new double[outputs, inputs];
        for (int i = 0; i < outputs; i++)
            for (int k = 0; k < inputs; k++) transposed[i, k] = flat[k * outputs + i];
        return new(transposed, Linspace(biases.Item1, biases.Item2, outputs), activation);
    }

    /// <summary>linspace(−5.5, 4.5, num=15).reshape(5, 3).T</summary>
    private static double[][] Inputs()
    {
        double[] flat = Linspace(-5.5, 4.5, 15);
        return [.. Enumerable.Range(0, 3).Select(j => Enumerable.Range(0, 5).Select(k => flat[k * 3 + j]).ToArray())];
    }

    private static double[][] Targets() =>
        [.. Classes.Select(label => Enumerable.Range(0, 7).Select(i => i == label ? 1.0 : 0.0).ToArray())];

    private static double[] Linspace(double first, double last, int count) =>
        [.. Enumerable.Range(0, count).Select(i => first + (last - first) / (count - 1) * i)];
}

extern alias Dual;
using Backprop.Reference;
using Direction = Dual::Backprop.Reference.Direction;
using DualLoss = Dual::Backprop.Reference.DualLoss;

namespace Backprop.Tests.Reference;

/// <summary>The reference's backward pass is the exact derivative of its forward pass.</summary>
public class DualNumberTests
{
    private const int NetworksOfAPart = 125, NumbersPerParameter = 3;

    // Of the largest derivative: what fourth-order differences in double resolve.
    private const double DifferenceTolerance = 1e-7;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Gradients_of_random_networks_are_the_derivatives_by_dual_numbers(int part)
    {
        var failures = new List<string>();
        for (int number = part * NetworksOfAPart; number < (part + 1) * NetworksOfAPart; number++)
        {
            var random = RandomNetworks.Create(number);
            var (inputs, targets) = GradientCheck.Points(random.Data);
            var worst = DualComparison.Worst(random.Network.ToReference(), inputs, targets, random.Loss.Reference, numbersPerParameter: NumbersPerParameter);
            if (!(worst.RelativeError <= DualComparison.Tolerance)) failures.Add($"{random.Description}: {worst}");
        }
        Assert.True(failures.Count == 0, string.Join(Environment.NewLine, failures));
    }

    [Theory]
    [MemberData(nameof(FiniteDifferencesTests.Pairs), MemberType = typeof(FiniteDifferencesTests))]
    public void Every_number_s_gradient_is_its_derivative_for_every_activation_loss_and_layer(string outputActivation, string lossName)
    {
        var loss = Examples.Losses.Single(one => one.Name == lossName);
        var draws = new Examples.Draws(77);
        foreach (var hidden in Examples.Activations)
        {
            var network = EveryLayer(draws, hidden, Fixture.Activation(outputActivation));
            double[][] inputs = draws.Rows(5, 3, -1.5, 1.5), targets = Examples.Targets(draws, 5, 2, loss);
            var worst = DualComparison.Worst(network, inputs, targets, loss, draws.Row(5, 0.5, 2));
            Assert.True(worst.RelativeError <= DualComparison.Tolerance, $"{hidden.Name}: {worst}");
        }
    }

    /// <summary>Dual numbers follow rules of differentiation; differences of the loss know none of them, and tell whether the rules are right.</summary>
    [Theory]
    [MemberData(nameof(Activations))]
    public void Derivatives_by_dual_numbers_are_those_by_finite_differences(string activation)
    {
        var draws = new Examples.Draws(78);
        var network = EveryLayer(draws, Fixture.Activation(activation), new ReferenceIdentity());
        double[][] inputs = draws.Rows(4, 3, -1, 1), targets = draws.Rows(4, 2, -1, 1);
        var loss = new ReferenceSquaredError();
        var differences = FiniteDifferences.Compare(network, inputs, targets, loss).Entries;
        double[] derivatives = new DualLoss(network, loss, inputs, targets).Derivatives(
            [.. network.Parameters.SelectMany((parameter, place) => parameter.Values.Select((_, number) =>
                new Direction(place, [.. parameter.Values.Select((_, i) => i == number ? 1.0 : 0)])))]);
        Assert.Equal(differences.Count, derivatives.Length);
        double largest = derivatives.Max(Math.Abs);
        foreach (var (entry, derivative) in differences.Zip(derivatives))
            if (!entry.IsKink) Assert.True(Math.Abs(entry.FiniteDifference - derivative) <= DifferenceTolerance * largest, $"{entry}: {derivative:G17}");
    }

    public static TheoryData<string> Activations => [.. Examples.Activations.Select(activation => activation.Name)];

    [Fact]
    public void A_gradient_that_is_a_millionth_off_is_found_by_a_random_direction_through_all()
    {
        var draws = new Examples.Draws(79);
        var network = new ReferenceNetwork(Examples.Dense(draws, 30, 20, new ReferenceTanh()));
        double[][] inputs = draws.Rows(4, 30, -1, 1), targets = draws.Rows(4, 20, -1, 1);
        var loss = new ReferenceSquaredError();
        var backward = network.Backward(network.Forward(inputs), targets, loss);
        Assert.True(DualComparison.Worst(backward, network, inputs, targets, loss, null, 0).RelativeError <= DualComparison.Tolerance);
        backward.Gradients[0][333] *= 1 + 1e-6;
        var worst = DualComparison.Worst(backward, network, inputs, targets, loss, null, 0);
        Assert.Contains("weights", worst.Name, StringComparison.Ordinal);
        Assert.True(worst.RelativeError > DualComparison.Tolerance, worst.ToString());
    }

    private static ReferenceNetwork EveryLayer(Examples.Draws draws, ReferenceActivation hidden, ReferenceActivation output) => new(
        Examples.Dense(draws, 3, 4, hidden),
        new ReferenceBatchNormalization(draws.Row(4, 0.5, 1.5), draws.Row(4, -0.3, 0.3), new double[4], [1, 1, 1, 1], momentum: 0.1, epsilon: 1e-5),
        new ReferenceResidual(
            Examples.Dense(draws, 4, 4, hidden),
            new ReferenceLayerNormalization(draws.Row(4, 0.5, 1.5), draws.Row(4, -0.3, 0.3), epsilon: 1e-5)),
        new ReferenceNoise(4, (point, neuron) => (1 + 0.1 * point, 0.1 * neuron)),
        new ReferenceActivate(4, hidden),
        Examples.Dense(draws, 4, 2, output));
}

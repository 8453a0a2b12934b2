using Backprop.Reference;

namespace Backprop.Tests.Reference;

public class FiniteDifferencesTests
{
    /// <summary>What differences in double resolve, less than the promise of 1e-9, which dual numbers keep (<see cref="DualNumberTests"/>); measured 4.5e-9 at worst on 2,000 such networks, 0.9e-9 on the smooth ones.</summary>
    private const double GradientTolerance = 1e-7;

    /// <summary>Too many gradients without a judgement would hollow the test out; measured 1 % at worst for a pair, 0.01 % over all.</summary>
    private const double MostKinks = 0.02;

    private const int NetworksPerPair = 5;

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var (activation, loss) in Examples.Pairs) rows.Add(activation.Name, loss.Name);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Back_propagation_is_the_derivative_of_the_loss(string outputActivation, string lossName)
    {
        ReferenceLoss loss = Examples.Losses.Single(l => l.Name == lossName);
        int pair = Examples.Pairs.Select(p => (p.Activation.Name, p.Loss.Name)).ToList().IndexOf((outputActivation, lossName));
        int entries = 0, kinks = 0;
        for (int n = 0; n < NetworksPerPair; n++)
        {
            var draws = new Examples.Draws((ulong)(1000 * pair + n));
            ReferenceNetwork network = RandomNetwork(draws, Fixture.Activation(outputActivation));
            int points = draws.Whole(1, 6);
            double[][] inputs = draws.Rows(points, network.Layers[0].Inputs, -1.5, 1.5);
            double[][] targets = Examples.Targets(draws, points, network.Layers[^1].Outputs, loss);
            GradientComparison comparison = FiniteDifferences.Compare(network, inputs, targets, loss, (ReferenceReduction)(n % 2));
            Assert.True(comparison.MaxRelativeError <= GradientTolerance, $"network {n}: {comparison.Worst}");
            bool smooth = network.Layers.All(layer => layer.Activation!.Kinks.Count == 0);
            Assert.False(smooth && comparison.Kinks.Count > 0, "a smooth network has no kinks");
            entries += comparison.Entries.Count;
            kinks += comparison.Kinks.Count;
        }
        Assert.True(kinks <= MostKinks * entries, $"{kinks} of {entries} gradients could not be judged");
    }

    [Fact]
    public void A_weighted_sum_at_the_kink_is_reported_as_one()
    {
        // x = w·1 + b = 0 exactly: to the right the loss (t − x)² falls by 2 for each unit, to the left it stays.
        var network = new ReferenceNetwork(new ReferenceDense(new double[,] { { 1 } }, [-1], new ReferenceRelu()));
        GradientComparison comparison = FiniteDifferences.Compare(network, [[1]], [[1]], new ReferenceSquaredError());
        Assert.Equal(["layers.0.weights[0,0]", "layers.0.biases[0]"], comparison.Kinks.Select(entry => entry.Name));
        Assert.All(comparison.Kinks, entry => Assert.Equal(-1, entry.FiniteDifference, 1e-3));   // the mean of both sides
        Assert.All(comparison.Kinks, entry => Assert.Equal(0, entry.Gradient));
        Assert.Null(comparison.Worst);
        Assert.Equal(0, comparison.MaxRelativeError);
    }

    [Fact]
    public void A_kink_near_by_is_avoided_by_a_smaller_step()
    {
        var network = new ReferenceNetwork(new ReferenceDense(new double[,] { { 1 } }, [-0.999], new ReferenceRelu()));   // x = 0.001
        GradientComparison comparison = FiniteDifferences.Compare(network, [[1]], [[1]], new ReferenceSquaredError());
        Assert.Empty(comparison.Kinks);
        Assert.InRange(comparison.MaxRelativeError, 0, GradientTolerance);
    }

    [Fact]
    public void A_neuron_at_its_kink_hides_no_other_weight()
    {
        // The first neuron rests at its kink; the weights of the second do not move it.
        var network = new ReferenceNetwork(
            new ReferenceDense(new double[,] { { 0 }, { 1 } }, [0, 0], new ReferenceRelu()),
            new ReferenceDense(new double[,] { { 1, 1 } }, [0], new ReferenceIdentity()));
        GradientComparison comparison = FiniteDifferences.Compare(network, [[1]], [[0]], new ReferenceSquaredError());
        Assert.Equal(["layers.0.weights[0,0]", "layers.0.biases[0]"], comparison.Kinks.Select(entry => entry.Name));
        Assert.InRange(comparison.MaxRelativeError, 0, GradientTolerance);
    }

    [Fact]
    public void A_wrong_gradient_is_found_and_named()
    {
        var draws = new Examples.Draws(9);
        var network = new ReferenceNetwork(new WrongAtOnePlace(Examples.Dense(draws, 3, 2, new ReferenceTanh())));
        GradientComparison comparison =
            FiniteDifferences.Compare(network, draws.Rows(4, 3, -1, 1), draws.Rows(4, 2, -1, 1), new ReferenceSquaredError());
        Assert.Equal("layers.0.weights[1,2]", comparison.Worst!.Name);
        Assert.Equal(1e-6, comparison.MaxRelativeError, 1e-8);
        Assert.Equal(comparison.Worst.FiniteDifference * (1 + 1e-6), comparison.Worst.Gradient, 1e-8);
    }

    [Fact]
    public void A_gradient_that_is_not_a_number_is_the_worst()
    {
        var network = new ReferenceNetwork(new ReferenceDense(new double[,] { { 1 } }, [double.NaN], new ReferenceTanh()));
        GradientComparison comparison = FiniteDifferences.Compare(network, [[1]], [[1]], new ReferenceSquaredError());
        Assert.True(double.IsNaN(comparison.MaxRelativeError));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(1000)]
    public void A_limited_comparison_takes_so_many_different_numbers_of_each_parameter(int limit)
    {
        var draws = new Examples.Draws(12);
        var network = new ReferenceNetwork(Examples.Dense(draws, 6, 4, new ReferenceTanh()));
        GradientComparison comparison = FiniteDifferences.Compare(
            network, draws.Rows(2, 6, -1, 1), draws.Rows(2, 4, -1, 1), new ReferenceSquaredError(), numbersPerParameter: limit);
        Assert.Equal(Math.Min(limit, 24) + Math.Min(limit, 4), comparison.Entries.Select(entry => entry.Name).Distinct().Count());
        Assert.Equal(comparison.Entries.Count, comparison.Entries.Distinct().Count());
    }

    [Fact]
    public void The_parameters_end_as_they_were()
    {
        var draws = new Examples.Draws(10);
        ReferenceNetwork network = RandomNetwork(draws, new ReferenceSigmoid());
        double[][] before = [.. network.Parameters.Select(parameter => parameter.Values.ToArray())];
        FiniteDifferences.Compare(network, draws.Rows(2, network.Layers[0].Inputs, -1, 1), draws.Rows(2, network.Layers[^1].Outputs, 0, 1), new ReferenceSquaredError());
        Assert.Equal(before, network.Parameters.Select(parameter => parameter.Values));
    }

    /// <summary>0 to 3 hidden layers of 1 to 6 neurons with any activation, then the given output activation.</summary>
    private static ReferenceNetwork RandomNetwork(Examples.Draws draws, ReferenceActivation outputActivation)
    {
        var layers = new List<ReferenceLayer>();
        int inputs = draws.Whole(1, 5), hidden = draws.Whole(0, 3);
        for (int l = 0; l <= hidden; l++)
        {
            bool last = l == hidden;
            int outputs = draws.Whole(last ? 2 : 1, last ? 4 : 6);
            layers.Add(Examples.Dense(draws, inputs, outputs, last ? outputActivation : Examples.Activations[draws.Whole(0, 11)]));
            inputs = outputs;
        }
        return new(layers);
    }

    /// <summary>A dense layer whose gradient of weights[1,2] is a millionth too large.</summary>
    private sealed class WrongAtOnePlace(ReferenceDense dense) : ReferenceLayer
    {
        public override int Inputs => dense.Inputs;
        public override int Outputs => dense.Outputs;
        public override IReadOnlyList<ReferenceParameter> Parameters => dense.Parameters;
        public override ReferenceLayerForward Forward(double[][] inputs, ReferenceMode mode) => dense.Forward(inputs, mode);

        public override ReferenceLayerBackward Backward(
            ReferenceLayerForward forward, double[][] activationGradients, ReferenceReduction reduction)
        {
            ReferenceLayerBackward backward = dense.Backward(forward, activationGradients, reduction);
            backward.Gradients[0][1 * Inputs + 2] *= 1 + 1e-6;
            return backward;
        }
    }
}

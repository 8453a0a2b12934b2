using Backprop.Reference;

namespace Backprop.Tests.Reference;

/// <summary>The layer contract carries more than dense layers: each kind below is what a later layer will need of it.</summary>
public class OtherLayersTests
{
    private const double GradientTolerance = 1e-7;

    [Fact]
    public void A_layer_that_ties_the_points_of_a_batch_together_passes_the_gradient_check() => AssertGradients(
        draws => [Examples.Dense(draws, 3, 4, new ReferenceTanh()), new Centering(4), Examples.Dense(draws, 4, 2, new ReferenceSoftmax())]);

    [Fact]
    public void A_layer_that_wraps_layers_passes_the_gradient_check() => AssertGradients(
        draws => [new Residual(Examples.Dense(draws, 3, 3, new ReferenceSilu())), Examples.Dense(draws, 3, 2, new ReferenceSoftmax())]);

    [Fact]
    public void A_layer_that_differs_between_training_and_inference_passes_the_gradient_check()
    {
        var masked = new Masked([[2, 0, 2, 2], [0, 2, 2, 0], [2, 2, 0, 2], [2, 2, 2, 2], [0, 0, 2, 2]]);
        AssertGradients(draws => [Examples.Dense(draws, 3, 4, new ReferenceGelu()), masked, Examples.Dense(draws, 4, 2, new ReferenceSoftmax())]);
        Assert.Equal([[2, 0, 6, 8]], masked.Forward([[1, 2, 3, 4]], ReferenceMode.Training).Activations);
        Assert.Equal([[1, 2, 3, 4]], masked.Forward([[1, 2, 3, 4]], ReferenceMode.Inference).Activations);
    }

    [Fact]
    public void A_network_may_end_without_an_activation()
    {
        var network = new ReferenceNetwork(new Centering(2));
        ReferenceForwardPass forward = network.Forward([[1, 2], [3, 6]]);
        // The outputs are (−1, −2) and (1, 2): half squared errors of 2.5 and 0.5.
        Assert.Equal([2.5, 0.5], network.Loss(forward, [[0, 0], [0, 2]], new ReferenceHalfSquaredError()).Points);
        Assert.Throws<NotSupportedException>(() => network.Layers[0].BackwardFromDeltas(forward.Layers[0], [[1, 1], [1, 1]], ReferenceReduction.Mean));
    }

    private static void AssertGradients(Func<Examples.Draws, IReadOnlyList<ReferenceLayer>> layers)
    {
        var draws = new Examples.Draws(11);
        var network = new ReferenceNetwork(layers(draws));
        var loss = new ReferenceCrossEntropy();
        double[][] inputs = draws.Rows(5, 3, -1, 1), targets = Examples.Targets(draws, 5, 2, loss);
        foreach (ReferenceReduction reduction in Enum.GetValues<ReferenceReduction>())
        {
            GradientComparison comparison = FiniteDifferences.Compare(network, inputs, targets, loss, reduction);
            Assert.Empty(comparison.Kinks);
            Assert.True(comparison.MaxRelativeError <= GradientTolerance, $"{comparison.Worst}");
        }
    }

    /// <summary>a = input − mean of the batch, as the first half of batch normalization.</summary>
    private sealed class Centering(int width) : ReferenceLayer
    {
        public override int Inputs => width;
        public override int Outputs => width;

        public override ReferenceLayerForward Forward(double[][] inputs, ReferenceMode mode) => new(inputs, Centered(inputs));

        public override ReferenceLayerBackward Backward(
            ReferenceLayerForward forward, double[][] activationGradients, ReferenceReduction reduction) =>
            new(Centered(activationGradients), []);

        private static double[][] Centered(double[][] rows) =>
            [.. rows.Select(row => row.Select((value, k) => value - rows.Average(other => other[k])).ToArray())];
    }

    /// <summary>a = input + inner(input).</summary>
    private sealed class Residual(ReferenceLayer inner) : ReferenceLayer
    {
        private sealed record InnerForward(double[][] Inputs, double[][] Activations, ReferenceLayerForward Inner)
            : ReferenceLayerForward(Inputs, Activations);

        public override int Inputs => inner.Inputs;
        public override int Outputs => inner.Outputs;
        public override IReadOnlyList<ReferenceParameter> Parameters => inner.Parameters;

        public override ReferenceLayerForward Forward(double[][] inputs, ReferenceMode mode)
        {
            ReferenceLayerForward forward = inner.Forward(inputs, mode);
            return new InnerForward(inputs, Sum(inputs, forward.Activations), forward);
        }

        public override ReferenceLayerBackward Backward(
            ReferenceLayerForward forward, double[][] activationGradients, ReferenceReduction reduction)
        {
            ReferenceLayerBackward backward = inner.Backward(((InnerForward)forward).Inner, activationGradients, reduction);
            return new(Sum(activationGradients, backward.InputGradients), backward.Gradients);
        }

        public override bool MeetsKink(ReferenceLayerForward one, ReferenceLayerForward other) =>
            inner.MeetsKink(((InnerForward)one).Inner, ((InnerForward)other).Inner);

        private static double[][] Sum(double[][] a, double[][] b) =>
            [.. a.Zip(b, (x, y) => x.Zip(y, (p, q) => p + q).ToArray())];
    }

    /// <summary>Each activation times a given factor in training, as dropout with its mask held fixed.</summary>
    private sealed class Masked(double[][] factors) : ReferenceLayer
    {
        public override int Inputs => factors[0].Length;
        public override int Outputs => factors[0].Length;

        public override ReferenceLayerForward Forward(double[][] inputs, ReferenceMode mode) =>
            new(inputs, mode == ReferenceMode.Training ? Times(inputs) : inputs);

        public override ReferenceLayerBackward Backward(
            ReferenceLayerForward forward, double[][] activationGradients, ReferenceReduction reduction) =>
            new(Times(activationGradients), []);

        private double[][] Times(double[][] rows) => [.. rows.Zip(factors, (row, mask) => row.Zip(mask, (a, m) => a * m).ToArray())];
    }
}

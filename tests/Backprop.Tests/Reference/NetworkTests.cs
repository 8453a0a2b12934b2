using Backprop.Reference;

namespace Backprop.Tests.Reference;

public class NetworkTests
{
    // A few roundings of numbers about 1.
    private const double Rounding = 1e-14;

    [Fact]
    public void A_single_neuron_is_a_network()
    {
        var network = new ReferenceNetwork(new ReferenceDense(new double[,] { { 2, -1 } }, [0.5], new ReferenceIdentity()));
        ReferenceForwardPass forward = network.Forward([[1, 3]]);
        Assert.Equal(-0.5, forward.Outputs[0][0]);
        ReferenceBackwardPass backward = network.Backward(forward, [[1.5]], new ReferenceSquaredError());
        Assert.Equal([-4.0, -12.0], backward.Gradients[0]);   // δ·a with δ = −2·(1.5 + 0.5) = −4
        Assert.Equal([-4.0], backward.Gradients[1]);
        Assert.Equal([-8.0, 4.0], backward.InputGradients[0]);
    }

    [Fact]
    public void A_batch_is_the_mean_or_the_sum_of_its_data_points()
    {
        var draws = new Examples.Draws(1);
        ReferenceNetwork network = TwoLayers(draws);
        double[][] inputs = draws.Rows(5, 3, -1, 1), targets = draws.Rows(5, 2, -1, 1);
        var loss = new ReferenceSquaredError();
        var mean = new StepResult(network, inputs, targets, loss, ReferenceReduction.Mean);
        var sum = new StepResult(network, inputs, targets, loss, ReferenceReduction.Sum);
        StepResult[] alone = [.. inputs.Zip(targets, (x, t) => new StepResult(network, [x], [t], loss, ReferenceReduction.Mean))];

        Assert.Equal(alone.Sum(point => point.Loss.Value), sum.Loss.Value, Rounding);
        Assert.Equal(alone.Average(point => point.Loss.Value), mean.Loss.Value, Rounding);
        for (int p = 0; p < network.Parameters.Count; p++)
            for (int i = 0; i < network.Parameters[p].Values.Length; i++)
            {
                Assert.Equal(alone.Sum(point => point.Backward.Gradients[p][i]), sum.Backward.Gradients[p][i], Rounding);
                Assert.Equal(alone.Average(point => point.Backward.Gradients[p][i]), mean.Backward.Gradients[p][i], Rounding);
            }
        for (int j = 0; j < 5; j++)   // deltas and input gradients are each data point's own, whatever the reduction
        {
            Assert.Equal(alone[j].Backward.Layers[0].Deltas![0], mean.Backward.Layers[0].Deltas![j]);
            Assert.Equal(alone[j].Backward.InputGradients[0], sum.Backward.InputGradients[j]);
        }
    }

    [Fact]
    public void Input_gradients_are_the_limits_of_differences()
    {
        var draws = new Examples.Draws(2);
        ReferenceNetwork network = TwoLayers(draws);
        double[] input = draws.Row(3, -1, 1), target = draws.Row(2, -1, 1);
        var loss = new ReferenceSquaredError();
        double[] gradients = new StepResult(network, [input], [target], loss, ReferenceReduction.Mean).Backward.InputGradients[0];
        for (int k = 0; k < 3; k++)
        {
            double At(double offset)
            {
                double[] moved = [.. input];
                moved[k] += offset;
                return network.Loss(network.Forward([moved]), [target], loss).Value;
            }
            const double H = 1e-3;
            double difference = (8 * (At(H) - At(-H)) - (At(2 * H) - At(-2 * H))) / (12 * H);
            Assert.Equal(difference, gradients[k], 1e-10);   // h⁴·f⁽⁵⁾/30 and ε/h are far below, for f about 1
        }
    }

    [Fact]
    public void A_fused_loss_stays_finite_where_its_two_steps_would_not()
    {
        var network = new ReferenceNetwork(new ReferenceDense(new double[,] { { 1 }, { -1 } }, [0, 0], new ReferenceSoftmax()));
        var step = new StepResult(network, [[1e3]], [[0, 1]], new ReferenceCrossEntropy(), ReferenceReduction.Mean);
        Assert.Equal(2000, step.Loss.Value);
        Assert.Equal([1.0, -1.0], step.Backward.Layers[0].Deltas![0]);
    }

    [Fact]
    public void Parameters_are_the_layers_own_and_named()
    {
        ReferenceNetwork network = TwoLayers(new Examples.Draws(3));
        Assert.Equal(["weights", "biases", "weights", "biases"], network.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([4, 3], network.Parameters[0].Shape);
        Assert.Equal("weights[2,1]", network.Parameters[0].NameOf(7));
        Assert.Equal("biases[3]", network.Parameters[1].NameOf(3));
        Assert.Same(network.Layers[1].Parameters[0], network.Parameters[2]);
    }

    [Fact]
    public void A_layer_copies_its_numbers()
    {
        var weights = new double[,] { { 1 } };
        double[] biases = [0];
        var network = new ReferenceNetwork(new ReferenceDense(weights, biases, new ReferenceIdentity()));
        (weights[0, 0], biases[0]) = (5, 5);
        Assert.Equal(2, network.Forward([[2]]).Outputs[0][0]);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var identity = new ReferenceIdentity();
        var layer = new ReferenceDense(new double[2, 3], [0, 0], identity);
        var network = new ReferenceNetwork(layer);
        ReferenceForwardPass forward = network.Forward([[1, 2, 3]]);
        Assert.Contains("Layer 1 expects 3 inputs but layer 0 has 2 outputs", Assert.Throws<ArgumentException>(() => new ReferenceNetwork(layer, layer)).Message);
        Assert.Throws<ArgumentException>(() => new ReferenceNetwork());
        Assert.Throws<ArgumentException>(() => new ReferenceDense(new double[0, 3], [], identity));
        Assert.Throws<ArgumentException>(() => new ReferenceDense(new double[2, 3], [0], identity));
        Assert.Throws<ArgumentException>(() => network.Forward([]));
        Assert.Contains("Row 1 has 2 numbers instead of 3", Assert.Throws<ArgumentException>(() => network.Forward([[1, 2, 3], [1, 2]])).Message);
        Assert.Throws<ArgumentException>(() => network.Loss(forward, [[1]], new ReferenceSquaredError()));
        Assert.Throws<ArgumentException>(() => network.Backward(forward, [[1, 2], [1, 2]], new ReferenceSquaredError()));
        Assert.Throws<ArgumentException>(() => network.Backward(forward, [[1]]));
    }

    private static ReferenceNetwork TwoLayers(Examples.Draws draws) =>
        new(Examples.Dense(draws, 3, 4, new ReferenceTanh()), Examples.Dense(draws, 4, 2, new ReferenceSigmoid()));
}

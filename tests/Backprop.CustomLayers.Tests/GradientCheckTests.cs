using Backprop.Data;
using Backprop.Numerics;
using Backprop.Reference;
using MyProgram;

namespace Backprop.CustomLayers.Tests;

public class GradientCheckTests
{
    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(16, 2)]
    [InlineData(33, 3)]
    public void A_right_layer_passes_at_every_width(int inputs, ulong seed)
    {
        var result = GradientCheck.Run(new RmsNorm(), inputs, seed);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(GradientCheck.ReferenceTolerance, result.AllowedOfReference);
        Assert.Equal(inputs + 19 * inputs, result.ReferenceComparison.Entries.Count);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(7, 1)]
    [InlineData(20, 2)]
    public void A_right_layer_without_a_reference_passes_by_differences_in_float(int inputs, ulong seed)
    {
        var result = GradientCheck.Run(new Tilt(), inputs, seed);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(GradientCheck.SingleTolerance, result.AllowedOfReference);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(38)]
    public void A_layer_without_parameters_whose_width_changes_is_checked_by_what_it_hands_back(int inputs)
    {
        var result = GradientCheck.Run(new PairSums(), inputs);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(19 * inputs, result.ReferenceComparison.Entries.Count);
    }

    [Theory]
    [InlineData(Fault.ForgetsTheDerivativeInTheInputGradient, "input[")]
    [InlineData(Fault.TurnsASign, "tilt.mixing[")]
    [InlineData(Fault.GivesTheMeanInsteadOfTheSum, "tilt.slope[")]
    [InlineData(Fault.MixesDataPoints, "input[")]
    [InlineData(Fault.WritesNothing, "")]
    [InlineData(Fault.GivesNoNumber, "tilt.slope[")]
    [InlineData(Fault.SmallFactor, "tilt.slope[")]
    public void A_wrong_backward_pass_is_caught_and_named(Fault fault, string name)
    {
        var result = GradientCheck.Run(new Tilt(fault), inputs: 6);
        Assert.False(result.Passed);
        Assert.StartsWith(name, result.ReferenceComparison.Worst!.Name, StringComparison.Ordinal);
        Assert.Contains($"worst {name}", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_backward_pass_that_departs_from_its_reference_is_caught_and_named()
    {
        var result = GradientCheck.Run(new Measured(engineFactor: 1.001f, referenceFactor: 1), inputs: 4);
        Assert.False(result.Passed);
        Assert.StartsWith("measured.factor[", result.WorstOfEngine.Name, StringComparison.Ordinal);
        Assert.True(result.ReferenceComparison.MaxRelativeError <= GradientCheck.ReferenceTolerance);
    }

    [Fact]
    public void A_reference_that_is_wrong_in_the_same_way_is_caught_by_finite_differences()
    {
        var result = GradientCheck.Run(new Measured(engineFactor: 1.001f, referenceFactor: 1.001f), inputs: 4);
        Assert.False(result.Passed);
        Assert.True(result.WorstOfEngine.RelativeError <= GradientCheck.EngineTolerance);
        Assert.StartsWith("measured.factor[", result.ReferenceComparison.Worst!.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_of_another_shape_is_refused()
    {
        string message = Assert.Throws<InvalidInputException>(() => GradientCheck.Run(new Measured(1, 1, referenceWidth: 3), inputs: 4)).Message;
        Assert.Contains("layer 1 (measured) is 3 → 3, but the layer is 4 → 4", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_whole_network_is_checked_with_the_layers_in_it_and_stays_as_it_was()
    {
        var network = new Network(4, [new Dense(6, Activation.Tanh), new Tilt(), new RmsNorm(), new Dense(3, Activation.Softmax)]);
        string before = network.Sha256();
        var data = BuiltInDatasets.Load("iris").Select(Enumerable.Range(0, 20).Select(i => 7 * i).ToArray());
        var result = GradientCheck.Run(network, Loss.CrossEntropy, data);
        Assert.True(result.Passed, result.ToString());
        Assert.Equal(before, network.Sha256());
        Assert.Equal(GradientCheck.SingleTolerance, result.AllowedOfReference);
    }

    /// <summary>y = f·x with a gradient of f that may be off by a factor, in the engine and in the reference.</summary>
    private sealed class Measured(float engineFactor, double referenceFactor, int? referenceWidth = null) : CustomLayer
    {
        public override string Kind => "measured";

        public override ReferenceLayer ToReference() =>
            new ReferenceMeasured([.. Parameters[0].ToDoubles().Take(referenceWidth ?? Inputs)], referenceFactor);

        protected override int CountOutputs(int inputs) => inputs;

        protected override IReadOnlyList<CustomParameter> DescribeParameters(int inputs) => [CustomParameter.Vector("factor", inputs, start: 1)];

        protected override CustomPass CreatePass(int capacity, bool forTraining) => new Pass(this, engineFactor);

        private sealed class Pass(Measured layer, float error) : CustomPass
        {
            public override void Forward(Matrix input, Matrix output)
            {
                for (int i = 0; i < input.Rows; i++)
                    for (int j = 0; j < input.Columns; j++) output[i, j] = layer.Parameters[0].Value[i, 0] * input[i, j];
            }

            public override void Backward(CustomBatch batch)
            {
                for (int i = 0; i < batch.Input.Rows; i++)
                    for (int j = 0; j < batch.Input.Columns; j++)
                    {
                        batch.Gradients[0][i, 0] += error * batch.OutputGradient[i, j] * batch.Input[i, j];
                        batch.InputGradient[i, j] = layer.Parameters[0].Value[i, 0] * batch.OutputGradient[i, j];
                    }
            }
        }

        private sealed class ReferenceMeasured(double[] factors, double error) : ReferenceLayer
        {
            public override int Inputs => factors.Length;

            public override int Outputs => factors.Length;

            public override IReadOnlyList<ReferenceParameter> Parameters { get; } = [new("factor", [factors.Length], factors, IsBias: false)];

            public override ReferenceLayerForward Forward(double[][] inputs, ReferenceMode mode) => new(inputs, Times(inputs, factors));

            public override ReferenceLayerBackward Backward(ReferenceLayerForward forward, double[][] activationGradients, ReferenceReduction reduction) => new(
                Times(activationGradients, factors),
                [[.. factors.Select((_, i) => reduction.Of(forward.Inputs.Select((x, j) => error * x[i] * activationGradients[j][i]).Sum(), forward.Inputs.Length))]]);

            private static double[][] Times(double[][] rows, double[] factors) => [.. rows.Select(row => row.Zip(factors, (a, f) => a * f).ToArray())];
        }
    }
}

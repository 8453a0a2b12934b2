using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>A layer whose outputs for data point j are column j of its parameter, whatever comes in: inputs with a gradient.</summary>
internal sealed class InputProbe(int features, int points) : CustomLayer
{
    public override string Kind => "inputs";

    public override ReferenceLayer ToReference() => new ProbeReference(features, points, Parameters[0].ToDoubles());

    protected override int CountOutputs(int inputs) => features;

    protected override IReadOnlyList<CustomParameter> DescribeParameters(int inputs) =>
        [CustomParameter.Matrix("input", features, points, Initializer.Zeros)];

    protected override CustomPass CreatePass(int capacity, bool forTraining) => new Pass(this);

    private sealed class Pass(InputProbe layer) : CustomPass
    {
        public override void Forward(Matrix input, Matrix output) => Copy(layer.Parameters[0].Value, output);

        public override void Backward(CustomBatch batch) => Copy(batch.OutputGradient, batch.Gradients[0]);

        private static void Copy(Matrix from, Matrix to)
        {
            for (int row = 0; row < to.Rows; row++) from.Row(row).CopyTo(to.Row(row));
        }
    }

    private sealed class ProbeReference(int features, int points, double[] values) : ReferenceLayer
    {
        public override int Inputs => 1;

        public override int Outputs => features;

        public override IReadOnlyList<ReferenceParameter> Parameters { get; } = [new("input", [features, points], values, IsBias: false)];

        public override ReferenceLayerForward Forward(double[][] inputs, ReferenceMode mode) =>
            new(inputs, [.. inputs.Select((_, point) => Enumerable.Range(0, features).Select(feature => Parameters[0].Values[feature * points + point]).ToArray())]);

        public override ReferenceLayerBackward Backward(ReferenceLayerForward forward, double[][] activationGradients, ReferenceReduction reduction)
        {
            var gradient = new double[features * points];
            for (int i = 0; i < gradient.Length; i++) gradient[i] = reduction.Of(activationGradients[i % points][i / points], points);
            return new([.. forward.Inputs.Select(_ => new double[1])], [gradient]);
        }
    }
}

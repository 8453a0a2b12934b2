using Backprop.Numerics;

namespace Backprop;

/// <summary>Residual for a single data point: y = x + F(x), a lane a neuron.</summary>
internal sealed class ResidualPoint(LayerPoint[] layers, int outputs) : LayerPoint
{
    public override Matrix Output { get; } = Matrix.Column(outputs);

    public override bool IsReady()
    {
        bool ready = true;
        foreach (var layer in layers) ready &= layer.IsReady();
        return ready;
    }

    public override void Forward(Matrix input)
    {
        var activations = input;
        foreach (var layer in layers)
        {
            layer.Forward(activations);
            activations = layer.Output;
        }
        ReadOnlySpan<float> x = input.Everything, inner = activations.Everything;
        var sums = Output.Everything;
        for (int i = 0; i < sums.Length; i++) sums[i] = x[i] + inner[i];
    }
}

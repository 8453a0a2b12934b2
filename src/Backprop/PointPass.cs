using Backprop.Numerics;

namespace Backprop;

/// <summary>The forward pass of a single data point, with lanes across neurons instead of data points. One caller at a time.</summary>
internal sealed class PointPass
{
    private readonly Matrix _input;
    private readonly LayerPoint[] _layers;

    private PointPass(int inputs, LayerPoint[] layers) => (_input, _layers) = (Matrix.Column(inputs), layers);

    /// <summary>The pass for a network whose layers all know how to take a single point, otherwise null.</summary>
    public static PointPass? TryCreate(Network network)
    {
        var layers = network.Layers.Select(layer => layer.CreatePoint()).OfType<LayerPoint>().ToArray();
        return layers.Length == network.Layers.Count ? new PointPass(network.Inputs, layers) : null;
    }

    /// <summary>The outputs for one data point.</summary>
    /// <returns>False where a layer is not ready; then nothing has been computed.</returns>
    public bool TryPredict(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        bool ready = true;
        foreach (var layer in _layers) ready &= layer.IsReady();
        if (!ready) return false;
        inputs.CopyTo(_input.Everything);
        var activations = _input;
        foreach (var layer in _layers)
        {
            layer.Forward(activations);
            activations = layer.Output;
        }
        activations.Everything[..outputs.Length].CopyTo(outputs);
        // The kernels hold addresses; the arrays must outlive them.
        GC.KeepAlive(this);
        return true;
    }
}

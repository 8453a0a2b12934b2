using Backprop.Numerics;

namespace Backprop;

/// <summary>Activate for a single data point; a lane is a neuron.</summary>
internal sealed class ActivatePoint(Activate layer) : LayerPoint
{
    private readonly PointActivation _activation = new(layer.Activation, layer.Outputs);

    public override Matrix Output { get; } = Matrix.Column(layer.Outputs);

    public override bool IsReady() => true;

    public override void Forward(Matrix input) => _activation.Apply(input, Output);
}

/// <summary>An activation of a single data point's neurons, which lie side by side, with the bits of a batch.</summary>
internal sealed unsafe class PointActivation(Activation activation, int neurons)
{
    private readonly ActivationKernel _kernel = activation.CreateKernel();

    // One lane of a batch, for an activation that mixes neurons.
    private readonly Matrix? _lane = activation.IsElementwise ? null : new Matrix(neurons, 1);

    /// <summary>a = f(x), both columns.</summary>
    public void Apply(Matrix weightedSums, Matrix activations)
    {
        if (_lane is null)
        {
            _kernel.Forward(weightedSums, activations, activations.AsOneRow().Block);
            return;
        }
        for (int neuron = 0; neuron < neurons; neuron++) *_lane.RowStart(neuron) = weightedSums.Start[neuron];
        _kernel.Forward(_lane, _lane, new Block(0, neurons, 0, Matrix.LaneMultiple));
        for (int neuron = 0; neuron < neurons; neuron++) activations.Start[neuron] = *_lane.RowStart(neuron);
    }
}

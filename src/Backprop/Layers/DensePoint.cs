using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Dense for a single data point: x = W·a + b, a ← f(x), with the bits of a batch. A lane is a neuron,
/// for which it keeps a transposed copy of the weights.
/// </summary>
internal sealed unsafe class DensePoint(Dense layer) : LayerPoint
{
    private readonly ActivationKernel _activation = layer.Activation.CreateKernel();
    private readonly Matrix _weightedSums = Matrix.Column(layer.Outputs), _output = Matrix.Column(layer.Outputs);

    // One lane of a batch, for an activation that mixes neurons.
    private readonly Matrix? _lane = layer.Activation.IsElementwise ? null : new Matrix(layer.Outputs, 1);
    private Matrix? _transposed;
    private int _seen = -1, _copied = -1;

    public override Matrix Output => _output;

    public override bool IsReady()
    {
        var weights = layer.Parameters[0];
        // Whoever was given a row may write into it at any time, behind the copy's back.
        if (weights.Value.WasHandedOut) return false;
        if (_copied == weights.Changes) return true;
        bool settled = _seen == weights.Changes;
        _seen = weights.Changes;
        if (!settled) return false;
        CopyTransposed(weights.Value);
        _copied = _seen;
        return true;
    }

    public override void Forward(Matrix input)
    {
        layer.Biases.Everything.CopyTo(_weightedSums.Everything);
        MatrixProduct.Current.Multiply(new ProductOperands
        {
            A = input.Start,
            AStepStride = 1,
            B = _transposed!.Start,
            BStride = _transposed.Stride,
            C = _weightedSums.Start,
            GoesOn = true,
            Block = new Block(0, 1, 0, _weightedSums.Length),
            Depth = layer.Inputs,
        });
        if (_lane is null) _activation.Forward(_weightedSums, _output, _output.AsOneRow().Block);
        else ActivateInLane(_lane);
    }

    private void ActivateInLane(Matrix lane)
    {
        for (int neuron = 0; neuron < lane.Rows; neuron++) *lane.RowStart(neuron) = _weightedSums.Start[neuron];
        _activation.Forward(lane, lane, new Block(0, lane.Rows, 0, Matrix.LaneMultiple));
        for (int neuron = 0; neuron < lane.Rows; neuron++) _output.Start[neuron] = *lane.RowStart(neuron);
    }

    private void CopyTransposed(Matrix weights)
    {
        _transposed ??= new Matrix(layer.Inputs, layer.Outputs);
        for (int output = 0; output < layer.Outputs; output++)
            for (int input = 0; input < layer.Inputs; input++) _transposed.RowStart(input)[output] = weights.RowStart(output)[input];
    }
}

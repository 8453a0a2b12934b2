using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Dense for a single data point: x = W·a + b, a ← f(x), with the bits of a batch. A lane is a neuron,
/// for which it keeps a transposed copy of the weights.
/// </summary>
internal sealed unsafe class DensePoint(Dense layer) : LayerPoint
{
    private readonly PointActivation _activation = new(layer.Activation, layer.Outputs);
    private readonly Matrix _weightedSums = Matrix.Column(layer.Outputs), _output = Matrix.Column(layer.Outputs);
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
        _activation.Apply(_weightedSums, _output);
    }

    private void CopyTransposed(Matrix weights)
    {
        _transposed ??= new Matrix(layer.Inputs, layer.Outputs);
        for (int output = 0; output < layer.Outputs; output++)
            for (int input = 0; input < layer.Inputs; input++) _transposed.RowStart(input)[output] = weights.RowStart(output)[input];
    }
}

namespace Backprop.Reference;

/// <summary>
/// Noise in training: a = scale·x + shift, ∂L_j/∂x = scale·∂L_j/∂a; in inference a = x. Dropout has scale 0 or 1/(1 − p) and no shift.
/// </summary>
/// <param name="width">Inputs, and outputs.</param>
/// <param name="draw">Scale and shift of a data point (its place in the batch) and a neuron: held fixed, so that gradients can be checked.</param>
public sealed class ReferenceNoise(int width, Func<int, int, (double Scale, double Shift)> draw) : ReferenceLayer
{
    /// <inheritdoc/>
    public override int Inputs => width;

    /// <inheritdoc/>
    public override int Outputs => width;

    /// <inheritdoc/>
    public override ReferenceLayerForward Forward(Real[][] inputs, ReferenceMode mode) => new(inputs, mode == ReferenceMode.Inference
        ? [.. inputs.Select(point => (Real[])point.Clone())]
        : [.. inputs.Select((point, j) => point.Select((x, i) => draw(j, i).Scale * x + draw(j, i).Shift).ToArray())]);

    /// <inheritdoc/>
    public override ReferenceLayerBackward Backward(ReferenceLayerForward forward, Real[][] activationGradients, ReferenceReduction reduction) =>
        new([.. activationGradients.Select((gradients, j) => gradients.Select((g, i) => draw(j, i).Scale * g).ToArray())], []);
}

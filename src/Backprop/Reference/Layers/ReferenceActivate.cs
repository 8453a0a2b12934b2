namespace Backprop.Reference;

/// <summary>An activation as a layer of its own: aᵢ = f(xᵢ), δᵢ = ∂L_j/∂xᵢ, which is also what the layer before receives.</summary>
/// <param name="width">Inputs, and outputs.</param>
/// <param name="activation">f.</param>
public sealed class ReferenceActivate(int width, ReferenceActivation activation) : ReferenceLayer
{
    /// <inheritdoc/>
    public override int Inputs => width;

    /// <inheritdoc/>
    public override int Outputs => width;

    /// <summary>f.</summary>
    public override ReferenceActivation Activation => activation;

    /// <inheritdoc/>
    public override ReferenceLayerForward Forward(Real[][] inputs, ReferenceMode mode) =>
        new(inputs, [.. inputs.Select(activation.Activate)]) { WeightedSums = inputs };

    /// <inheritdoc/>
    public override ReferenceLayerBackward Backward(
        ReferenceLayerForward forward, Real[][] activationGradients, ReferenceReduction reduction) =>
        BackwardFromDeltas(forward, [.. activationGradients.Select((gradients, j) => activation.Deltas(forward.Inputs[j], forward.Activations[j], gradients))], reduction);

    /// <inheritdoc/>
    public override ReferenceLayerBackward BackwardFromDeltas(
        ReferenceLayerForward forward, Real[][] deltas, ReferenceReduction reduction) =>
        new(deltas, []) { Derivatives = [.. forward.Inputs.Zip(forward.Activations, activation.Derivatives)], Deltas = deltas };

    /// <inheritdoc/>
    public override bool MeetsKink(ReferenceLayerForward one, ReferenceLayerForward other) => activation.MeetsKink(one.Inputs, other.Inputs);
}

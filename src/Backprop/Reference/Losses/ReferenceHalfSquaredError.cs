namespace Backprop.Reference;

/// <summary>L_j = ½·Σ (t − a)² over the outputs; ∂L_j/∂a = −(t − a). The form of many textbooks.</summary>
public sealed class ReferenceHalfSquaredError : ReferenceLoss
{
    /// <inheritdoc/>
    public override string Name => "half-squared-error";

    /// <inheritdoc/>
    public override Real Value(Real[] targets, Real[] activations) =>
        0.5 * targets.Zip(activations, (t, a) => (t - a) * (t - a)).Sum();

    /// <inheritdoc/>
    public override Real[] ActivationGradients(Real[] targets, Real[] activations) =>
        [.. targets.Zip(activations, (t, a) => -(t - a))];
}

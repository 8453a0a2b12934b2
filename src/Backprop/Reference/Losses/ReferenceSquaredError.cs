namespace Backprop.Reference;

/// <summary>
/// The derivation's loss, L_j = Σ (t − a)² over the outputs; ∂L_j/∂a = −2·(t − a).
/// Summed over outputs: neither halved nor divided by their number.
/// </summary>
public sealed class ReferenceSquaredError : ReferenceLoss
{
    /// <inheritdoc/>
    public override string Name => "squared-error";

    /// <inheritdoc/>
    public override Real Value(Real[] targets, Real[] activations) =>
        targets.Zip(activations, (t, a) => (t - a) * (t - a)).Sum();

    /// <inheritdoc/>
    public override Real[] ActivationGradients(Real[] targets, Real[] activations) =>
        [.. targets.Zip(activations, (t, a) => -2 * (t - a))];
}

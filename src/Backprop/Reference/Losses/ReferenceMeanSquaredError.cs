namespace Backprop.Reference;

/// <summary>
/// L_j = (1/M)·Σ (t − a)² over the M outputs; ∂L_j/∂a = −2·(t − a)/M.
/// With the mean over data points it is what PyTorch's <c>MSELoss</c> and Keras compute.
/// </summary>
public sealed class ReferenceMeanSquaredError : ReferenceLoss
{
    /// <inheritdoc/>
    public override string Name => "mean-squared-error";

    /// <inheritdoc/>
    public override Real Value(Real[] targets, Real[] activations) =>
        targets.Zip(activations, (t, a) => (t - a) * (t - a)).Sum() / targets.Length;

    /// <inheritdoc/>
    public override Real[] ActivationGradients(Real[] targets, Real[] activations) =>
        [.. targets.Zip(activations, (t, a) => -2 * (t - a) / targets.Length)];
}

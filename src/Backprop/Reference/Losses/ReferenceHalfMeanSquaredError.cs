namespace Backprop.Reference;

/// <summary>
/// L_j = (1/2M)·Σ (t − a)² over the M outputs; ∂L_j/∂a = −(t − a)/M.
/// With the mean over data points it is the loss that scikit-learn's <c>MLPRegressor</c> reports. That program back-propagates
/// M times this gradient (its issue #8349); here the gradient is that of the reported value.
/// </summary>
public sealed class ReferenceHalfMeanSquaredError : ReferenceLoss
{
    /// <inheritdoc/>
    public override string Name => "half-mean-squared-error";

    /// <inheritdoc/>
    public override Real Value(Real[] targets, Real[] activations) =>
        targets.Zip(activations, (t, a) => (t - a) * (t - a)).Sum() / (2 * targets.Length);

    /// <inheritdoc/>
    public override Real[] ActivationGradients(Real[] targets, Real[] activations) =>
        [.. targets.Zip(activations, (t, a) => -(t - a) / targets.Length)];
}

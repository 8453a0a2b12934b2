namespace Backprop.Reference;

/// <summary>An activation that treats every neuron alone: aᵢ = f(xᵢ), so that δᵢ = (∂L/∂aᵢ)·f′(xᵢ).</summary>
public abstract class ElementwiseReferenceActivation : ReferenceActivation
{
    /// <summary>f(x).</summary>
    public abstract Real Value(Real x);

    /// <summary>f′(x), with a = f(x) at hand.</summary>
    public abstract Real Derivative(Real x, Real a);

    /// <inheritdoc/>
    public sealed override Real[] Activate(Real[] weightedSums) => [.. weightedSums.Select(Value)];

    /// <inheritdoc/>
    public sealed override Real[] Derivatives(Real[] weightedSums, Real[] activations) =>
        [.. weightedSums.Zip(activations, Derivative)];

    /// <inheritdoc/>
    public sealed override Real[] Deltas(Real[] weightedSums, Real[] activations, Real[] activationGradients) =>
        [.. Derivatives(weightedSums, activations).Zip(activationGradients, (derivative, gradient) => gradient * derivative)];
}

namespace Backprop.Reference;

/// <summary>f(x) = x, f′(x) = 1: the output of a regression, also called linear.</summary>
public sealed class ReferenceIdentity : ElementwiseReferenceActivation
{
    /// <inheritdoc/>
    public override string Name => "identity";

    /// <inheritdoc/>
    public override Real Value(Real x) => x;

    /// <inheritdoc/>
    public override Real Derivative(Real x, Real a) => 1;
}

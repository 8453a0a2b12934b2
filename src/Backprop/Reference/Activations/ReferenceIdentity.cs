namespace Backprop.Reference;

/// <summary>f(x) = x, f′(x) = 1: the output of a regression, also called linear.</summary>
public sealed class ReferenceIdentity : ElementwiseReferenceActivation
{
    /// <inheritdoc/>
    public override string Name => "identity";

    /// <inheritdoc/>
    public override double Value(double x) => x;

    /// <inheritdoc/>
    public override double Derivative(double x, double a) => 1;
}

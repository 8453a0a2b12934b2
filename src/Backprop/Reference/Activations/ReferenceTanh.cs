namespace Backprop.Reference;

/// <summary>f(x) = tanh x, f′(x) = 1 − a².</summary>
public sealed class ReferenceTanh : ElementwiseReferenceActivation
{
    /// <inheritdoc/>
    public override string Name => "tanh";

    /// <inheritdoc/>
    public override Real Value(Real x) => Real.Tanh(x);

    /// <inheritdoc/>
    /// <remarks>1 − tanh²x = 1/cosh²x, which keeps its digits where |a| is near 1.</remarks>
    public override Real Derivative(Real x, Real a) => 1 / Real.Cosh(x) / Real.Cosh(x);
}

namespace Backprop.Reference;

/// <summary>f(x) = x/(1 + |x|), f′(x) = 1/(1 + |x|)² = (1 − |a|)².</summary>
public sealed class ReferenceSoftsign : ElementwiseReferenceActivation
{
    /// <inheritdoc/>
    public override string Name => "softsign";

    /// <inheritdoc/>
    /// <remarks>f″ jumps from 2 to −2.</remarks>
    public override IReadOnlyList<double> Kinks => [0];

    /// <inheritdoc/>
    public override Real Value(Real x) => x / (1 + Real.Abs(x));

    /// <inheritdoc/>
    public override Real Derivative(Real x, Real a) => 1 / (1 + Real.Abs(x)) / (1 + Real.Abs(x));
}

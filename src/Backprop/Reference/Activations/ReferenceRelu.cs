namespace Backprop.Reference;

/// <summary>f(x) = max(0, x), f′(x) = 1 for x &gt; 0, else 0; at the kink f′(0) = 0, as in PyTorch.</summary>
public sealed class ReferenceRelu : ElementwiseReferenceActivation
{
    /// <inheritdoc/>
    public override string Name => "relu";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Kinks => [0];

    /// <inheritdoc/>
    public override Real Value(Real x) => Real.Max(0, x);

    /// <inheritdoc/>
    public override Real Derivative(Real x, Real a) => x > 0 ? 1 : 0;
}

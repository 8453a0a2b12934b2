namespace Backprop.Reference;

/// <summary>
/// f(x) = x for x &gt; 0, else α·(eˣ − 1); f′(x) = 1 for x &gt; 0, else α·eˣ = a + α; f′(0) = α, as in PyTorch.
/// Clevert, Unterthiner, Hochreiter, "Fast and accurate deep network learning by exponential linear units", 2016.
/// </summary>
/// <param name="alpha">α, the value that −f approaches for x → −∞; 1 by default, where f′ has no jump.</param>
public sealed class ReferenceElu(double alpha = 1) : ElementwiseReferenceActivation
{
    /// <summary>α.</summary>
    public double Alpha { get; } = alpha;

    /// <inheritdoc/>
    public override string Name => "elu";

    /// <inheritdoc/>
    /// <remarks>f″ jumps for every α, and f′ too unless α = 1.</remarks>
    public override IReadOnlyList<double> Kinks => [0];

    /// <inheritdoc/>
    public override Real Value(Real x) => x > 0 ? x : Alpha * NearZero.ExpMinusOne(x);

    /// <inheritdoc/>
    public override Real Derivative(Real x, Real a) => x > 0 ? 1 : Alpha * Real.Exp(x);
}

namespace Backprop.Reference;

/// <summary>f(x) = x·σ(x), f′(x) = σ(x) + x·σ(x)·(1 − σ(x)), with σ the sigmoid; also called swish.</summary>
public sealed class ReferenceSilu : ElementwiseReferenceActivation
{
    /// <inheritdoc/>
    public override string Name => "silu";

    /// <inheritdoc/>
    public override Real Value(Real x) => x * ReferenceSigmoid.Logistic(x);

    /// <inheritdoc/>
    /// <remarks>1 − σ(x) = σ(−x), which keeps its digits where σ(x) is near 1.</remarks>
    public override Real Derivative(Real x, Real a)
    {
        Real sigmoid = ReferenceSigmoid.Logistic(x);
        return sigmoid + x * sigmoid * ReferenceSigmoid.Logistic(-x);
    }
}

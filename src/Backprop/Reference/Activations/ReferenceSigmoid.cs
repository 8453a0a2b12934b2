namespace Backprop.Reference;

/// <summary>f(x) = 1/(1 + e⁻ˣ), f′(x) = a·(1 − a): the logistic function.</summary>
public sealed class ReferenceSigmoid : ElementwiseReferenceActivation
{
    /// <inheritdoc/>
    public override string Name => "sigmoid";

    /// <inheritdoc/>
    public override Real Value(Real x) => Logistic(x);

    /// <inheritdoc/>
    /// <remarks>1 − f(x) = f(−x), which keeps its digits where a is near 1.</remarks>
    public override Real Derivative(Real x, Real a) => a * Logistic(-x);

    /// <summary>1/(1 + e⁻ˣ), written so that no exponential overflows.</summary>
    internal static Real Logistic(Real x)
    {
        Real e = Real.Exp(-Real.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }
}

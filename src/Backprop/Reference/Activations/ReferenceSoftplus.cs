namespace Backprop.Reference;

/// <summary>f(x) = ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)), f′(x) = σ(x), the sigmoid.</summary>
public sealed class ReferenceSoftplus : ElementwiseReferenceActivation
{
    /// <inheritdoc/>
    public override string Name => "softplus";

    /// <inheritdoc/>
    public override Real Value(Real x) => Real.Max(x, 0) + NearZero.LogOnePlus(Real.Exp(-Real.Abs(x)));

    /// <inheritdoc/>
    public override Real Derivative(Real x, Real a) => ReferenceSigmoid.Logistic(x);
}

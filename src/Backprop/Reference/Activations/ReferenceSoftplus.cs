namespace Backprop.Reference;

/// <summary>f(x) = ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|)), f′(x) = σ(x), the sigmoid.</summary>
public sealed class ReferenceSoftplus : ElementwiseReferenceActivation
{
    /// <inheritdoc/>
    public override string Name => "softplus";

    /// <inheritdoc/>
    public override double Value(double x) => Math.Max(x, 0) + NearZero.LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <inheritdoc/>
    public override double Derivative(double x, double a) => ReferenceSigmoid.Logistic(x);
}

namespace Backprop.Reference;

/// <summary>
/// f(x) = x·Φ(x), f′(x) = Φ(x) + x·φ(x), with the normal distribution Φ(x) = ½·(1 + erf(x/√2)) and its
/// density φ(x) = e^(−x²/2)/√(2π); the exact form, not the one with tanh.
/// Hendrycks, Gimpel, "Gaussian error linear units", 2016.
/// </summary>
public sealed class ReferenceGelu : ElementwiseReferenceActivation
{
    private const double SqrtTwo = 1.4142135623730950488;
    private const double OneOverSqrtTwoPi = 0.39894228040143267794;

    /// <inheritdoc/>
    public override string Name => "gelu";

    /// <inheritdoc/>
    public override Real Value(Real x) => x * Distribution(x);

    /// <inheritdoc/>
    public override Real Derivative(Real x, Real a) => Distribution(x) + x * Density(x);

    /// <summary>Φ(x) = ½·erfc(−x/√2), which keeps its digits where 1 + erf would cancel.</summary>
    private static Real Distribution(Real x) => 0.5 * ErrorFunction.Erfc(-x / SqrtTwo);

    private static Real Density(Real x) => OneOverSqrtTwoPi * Real.Exp(-0.5 * x * x);
}

namespace Backprop.Reference;

/// <summary>
/// f(x) = x for x &gt; 0, else slope·x; f′(x) = 1 for x &gt; 0, else slope; at the kink f′(0) = slope, as in PyTorch.
/// </summary>
/// <param name="slope">The slope for x ≤ 0; 0.01 by default.</param>
public sealed class ReferenceLeakyRelu(double slope = 0.01) : ElementwiseReferenceActivation
{
    /// <summary>The slope for x ≤ 0.</summary>
    public double Slope { get; } = slope;

    /// <inheritdoc/>
    public override string Name => "leaky-relu";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Kinks => [0];

    /// <inheritdoc/>
    public override Real Value(Real x) => x > 0 ? x : Slope * x;

    /// <inheritdoc/>
    public override Real Derivative(Real x, Real a) => x > 0 ? 1 : Slope;
}

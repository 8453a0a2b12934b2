namespace Backprop.Reference;

/// <summary>
/// f(x) = λ·x for x &gt; 0, else λ·α·(eˣ − 1); f′(x) = λ for x &gt; 0, else λ·α·eˣ = a + λ·α; f′(0) = λ·α, as in PyTorch.
/// λ and α keep mean 0 and variance 1 from layer to layer:
/// Klambauer, Unterthiner, Mayr, Hochreiter, "Self-normalizing neural networks", 2017.
/// </summary>
public sealed class ReferenceSelu : ElementwiseReferenceActivation
{
    /// <summary>λ.</summary>
    public const double Lambda = 1.0507009873554804934193349852946;

    /// <summary>α.</summary>
    public const double Alpha = 1.6732632423543772848170429916717;

    /// <inheritdoc/>
    public override string Name => "selu";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Kinks => [0];

    /// <inheritdoc/>
    public override Real Value(Real x) => x > 0 ? Lambda * x : Lambda * Alpha * NearZero.ExpMinusOne(x);

    /// <inheritdoc/>
    public override Real Derivative(Real x, Real a) => x > 0 ? Lambda : Lambda * Alpha * Real.Exp(x);
}

namespace Backprop.Reference;

/// <summary>
/// aᵢ = e^(xᵢ) / Σₖ e^(xₖ): probabilities of classes. Every activation depends on every weighted sum:
/// ∂aₖ/∂xᵢ = aₖ·(1[i = k] − aᵢ), so that δᵢ = aᵢ·(∂L/∂aᵢ − Σₖ aₖ·∂L/∂aₖ).
/// </summary>
public sealed class ReferenceSoftmax : ReferenceActivation
{
    /// <inheritdoc/>
    public override string Name => "softmax";

    /// <inheritdoc/>
    /// <remarks>The largest x is subtracted first: that changes no quotient, and no exponential overflows.</remarks>
    public override Real[] Activate(Real[] weightedSums)
    {
        Real largest = weightedSums.Max();
        Real[] exponentials = [.. weightedSums.Select(x => Real.Exp(x - largest))];
        Real sum = exponentials.Sum();
        return [.. exponentials.Select(e => e / sum)];
    }

    /// <inheritdoc/>
    /// <remarks>∂aᵢ/∂xᵢ = aᵢ·(1 − aᵢ), where 1 − aᵢ is the sum of the others, which keeps its digits where aᵢ is near 1.</remarks>
    public override Real[] Derivatives(Real[] weightedSums, Real[] activations) =>
        [.. activations.Select((a, i) => a * (a > 0.5 ? activations.Where((_, k) => k != i).Sum() : 1 - a))];

    /// <inheritdoc/>
    /// <remarks>The activations add up to 1, so that δᵢ = aᵢ·Σₖ aₖ·(∂L/∂aᵢ − ∂L/∂aₖ): differences first, nothing cancels.</remarks>
    public override Real[] Deltas(Real[] weightedSums, Real[] activations, Real[] activationGradients) =>
        [.. activations.Zip(activationGradients, (a, own) =>
            a * activations.Zip(activationGradients, (other, gradient) => other * (own - gradient)).Sum())];
}

namespace Backprop.Reference;

/// <summary>
/// L_j = −Σ t·ln a over the outputs (natural logarithm; 0·ln 0 = 0); ∂L_j/∂a = −t/a.
/// Fused with softmax: L_j = −Σ t·ln softmax(x), δᵢ = aᵢ·Σt − tᵢ, which is a − t where the targets add up to 1.
/// </summary>
public sealed class ReferenceCrossEntropy : ReferenceLoss
{
    /// <inheritdoc/>
    public override string Name => "cross-entropy";

    /// <inheritdoc/>
    public override Real Value(Real[] targets, Real[] activations) =>
        -targets.Zip(activations, (t, a) => t == 0 ? 0 : t * Real.Log(a)).Sum();

    /// <inheritdoc/>
    public override Real[] ActivationGradients(Real[] targets, Real[] activations) =>
        [.. targets.Zip(activations, (t, a) => t == 0 ? 0 : -t / a)];

    /// <inheritdoc/>
    public override bool IsFusedWith(ReferenceActivation activation) => activation is ReferenceSoftmax;

    /// <inheritdoc/>
    public override Real FusedValue(Real[] targets, Real[] weightedSums) =>
        -targets.Zip(LogSoftmax(weightedSums), (t, logarithm) => t == 0 ? 0 : t * logarithm).Sum();

    /// <inheritdoc/>
    public override Real[] FusedDeltas(Real[] targets, Real[] weightedSums, Real[] activations)
    {
        Real sum = targets.Sum();
        return [.. targets.Zip(activations, (t, a) => a * sum - t)];
    }

    /// <summary>
    /// ln aᵢ = (xᵢ − m) − ln Σₖ e^(xₖ − m), with m = x_largest; the term of the largest is e⁰ = 1, so that the logarithm is
    /// ln(1 + the sum of the others), which keeps its digits when the others are tiny.
    /// </summary>
    private static Real[] LogSoftmax(Real[] x)
    {
        int largest = Array.IndexOf(x, x.Max());
        Real others = x.Where((_, k) => k != largest).Sum(other => Real.Exp(other - x[largest]));
        return [.. x.Select(own => own - x[largest] - NearZero.LogOnePlus(others))];
    }
}

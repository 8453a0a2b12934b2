namespace Backprop.Reference;

/// <summary>
/// L_j = −Σ [t·ln a + (1 − t)·ln(1 − a)] over the outputs, each a probability of its own (0·ln 0 = 0);
/// ∂L_j/∂a = −t/a + (1 − t)/(1 − a).
/// Fused with sigmoid: L_j = Σ [max(x, 0) − x·t + ln(1 + e^(−|x|))], δ = a − t.
/// </summary>
public sealed class ReferenceBinaryCrossEntropy : ReferenceLoss
{
    /// <inheritdoc/>
    public override string Name => "binary-cross-entropy";

    /// <inheritdoc/>
    public override Real Value(Real[] targets, Real[] activations) =>
        -targets.Zip(activations, (t, a) =>
            (t == 0 ? 0 : t * Real.Log(a)) + (t == 1 ? 0 : (1 - t) * NearZero.LogOnePlus(-a))).Sum();

    /// <inheritdoc/>
    public override Real[] ActivationGradients(Real[] targets, Real[] activations) =>
        [.. targets.Zip(activations, (t, a) => (t == 0 ? 0 : -t / a) + (t == 1 ? 0 : (1 - t) / (1 - a)))];

    /// <inheritdoc/>
    public override bool IsFusedWith(ReferenceActivation activation) => activation is ReferenceSigmoid;

    /// <inheritdoc/>
    public override Real FusedValue(Real[] targets, Real[] weightedSums) =>
        targets.Zip(weightedSums, (t, x) =>
            Real.Max(x, 0) - x * t + NearZero.LogOnePlus(Real.Exp(-Real.Abs(x)))).Sum();

    /// <inheritdoc/>
    public override Real[] FusedDeltas(Real[] targets, Real[] weightedSums, Real[] activations) =>
        [.. activations.Zip(targets, (a, t) => a - t)];
}

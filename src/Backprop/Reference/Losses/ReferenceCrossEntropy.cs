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
    public override double Value(double[] targets, double[] activations) =>
        -targets.Zip(activations, (t, a) => t == 0 ? 0 : t * Math.Log(a)).Sum();

    /// <inheritdoc/>
    public override double[] ActivationGradients(double[] targets, double[] activations) =>
        [.. targets.Zip(activations, (t, a) => t == 0 ? 0 : -t / a)];

    /// <inheritdoc/>
    public override bool IsFusedWith(ReferenceActivation activation) => activation is ReferenceSoftmax;

    /// <inheritdoc/>
    public override double FusedValue(double[] targets, double[] weightedSums) =>
        -targets.Zip(LogSoftmax(weightedSums), (t, logarithm) => t == 0 ? 0 : t * logarithm).Sum();

    /// <inheritdoc/>
    public override double[] FusedDeltas(double[] targets, double[] weightedSums, double[] activations)
    {
        double sum = targets.Sum();
        return [.. targets.Zip(activations, (t, a) => a * sum - t)];
    }

    /// <summary>
    /// ln aᵢ = (xᵢ − m) − ln Σₖ e^(xₖ − m), with m = x_largest; the term of the largest is e⁰ = 1, so that the logarithm is
    /// ln(1 + the sum of the others), which keeps its digits when the others are tiny.
    /// </summary>
    private static double[] LogSoftmax(double[] x)
    {
        int largest = Array.IndexOf(x, x.Max());
        double others = x.Where((_, k) => k != largest).Sum(other => Math.Exp(other - x[largest]));
        return [.. x.Select(own => own - x[largest] - NearZero.LogOnePlus(others))];
    }
}

namespace Backprop.Reference;

/// <summary>Lion: c = β₁·m + (1 − β₁)·g, w ← w − η·(sign c + λ·w), m ← β₂·m + (1 − β₂)·g. Chen et al., 2023, algorithm 2.</summary>
/// <param name="learningRate">η.</param>
/// <param name="beta1">β₁.</param>
/// <param name="beta2">β₂.</param>
public sealed class ReferenceLion(double learningRate, double beta1 = 0.9, double beta2 = 0.99) : ReferenceOptimizer(learningRate)
{
    /// <inheritdoc/>
    public override string Name => "lion";

    /// <inheritdoc/>
    public override bool DecouplesWeightDecay => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["firstMoment"];

    /// <inheritdoc/>
    protected override void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots)
    {
        double[] m = slots[0];
        for (int i = 0; i < values.Length; i++)
        {
            double c = beta1 * m[i] + (1 - beta1) * gradients[i];
            values[i] -= LearningRate * Math.Sign(c);
            m[i] = beta2 * m[i] + (1 - beta2) * gradients[i];
        }
    }
}

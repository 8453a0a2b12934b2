namespace Backprop.Reference;

/// <summary>
/// Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), w ← w − η·m̂/(√v̂ + ε).
/// Kingma and Ba, 2015, algorithm 1.
/// </summary>
/// <param name="learningRate">η.</param>
/// <param name="beta1">β₁.</param>
/// <param name="beta2">β₂.</param>
/// <param name="epsilon">ε.</param>
public class ReferenceAdam(double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : ReferenceOptimizer(learningRate)
{
    /// <inheritdoc/>
    public override string Name => "adam";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["firstMoment", "secondMoment"];

    /// <inheritdoc/>
    protected override void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots)
    {
        double[] m = slots[0], v = slots[1];
        for (int i = 0; i < values.Length; i++)
        {
            m[i] = beta1 * m[i] + (1 - beta1) * gradients[i];
            v[i] = beta2 * v[i] + (1 - beta2) * gradients[i] * gradients[i];
            double mHat = m[i] / (1 - Math.Pow(beta1, Step)), vHat = v[i] / (1 - Math.Pow(beta2, Step));
            values[i] -= LearningRate * mHat / (Math.Sqrt(vHat) + epsilon);
        }
    }
}

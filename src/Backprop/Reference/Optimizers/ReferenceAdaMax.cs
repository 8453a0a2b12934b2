namespace Backprop.Reference;

/// <summary>AdaMax: m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g| + ε), w ← w − η/(1 − β₁ᵗ)·m/u. Kingma and Ba, 2015, algorithm 2; ε is PyTorch's.</summary>
/// <param name="learningRate">η.</param>
/// <param name="beta1">β₁.</param>
/// <param name="beta2">β₂.</param>
/// <param name="epsilon">ε.</param>
public sealed class ReferenceAdaMax(double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : ReferenceOptimizer(learningRate)
{
    /// <inheritdoc/>
    public override string Name => "adamax";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["firstMoment", "largest"];

    /// <inheritdoc/>
    protected override void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots)
    {
        double[] m = slots[0], u = slots[1];
        for (int i = 0; i < values.Length; i++)
        {
            m[i] = beta1 * m[i] + (1 - beta1) * gradients[i];
            u[i] = Math.Max(beta2 * u[i], Math.Abs(gradients[i]) + epsilon);
            values[i] -= LearningRate / (1 - Math.Pow(beta1, Step)) * m[i] / u[i];
        }
    }
}

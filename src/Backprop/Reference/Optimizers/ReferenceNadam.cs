namespace Backprop.Reference;

/// <summary>
/// Nadam, in PyTorch's form: μₜ = β₁·(1 − ½·0.96^(0.004·t)), m and v as in Adam, v̂ = v/(1 − β₂ᵗ),
/// m̂ = μₜ₊₁·m/(1 − μ₁⋯μₜ₊₁) + (1 − μₜ)·g/(1 − μ₁⋯μₜ), w ← w − η·m̂/(√v̂ + ε). Dozat, 2016.
/// </summary>
/// <param name="learningRate">η.</param>
/// <param name="beta1">β₁.</param>
/// <param name="beta2">β₂.</param>
/// <param name="epsilon">ε.</param>
public sealed class ReferenceNadam(double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) : ReferenceOptimizer(learningRate)
{
    /// <inheritdoc/>
    public override string Name => "nadam";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["firstMoment", "secondMoment"];

    /// <inheritdoc/>
    protected override void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots)
    {
        double[] m = slots[0], v = slots[1];
        double product = 1;
        for (int t = 1; t <= Step; t++) product *= Mu(t);
        for (int i = 0; i < values.Length; i++)
        {
            m[i] = beta1 * m[i] + (1 - beta1) * gradients[i];
            v[i] = beta2 * v[i] + (1 - beta2) * gradients[i] * gradients[i];
            double vHat = v[i] / (1 - Math.Pow(beta2, Step));
            double mHat = Mu(Step + 1) * m[i] / (1 - product * Mu(Step + 1)) + (1 - Mu(Step)) * gradients[i] / (1 - product);
            values[i] -= LearningRate * mHat / (Math.Sqrt(vHat) + epsilon);
        }
    }

    private double Mu(int t) => beta1 * (1 - 0.5 * Math.Pow(0.96, 0.004 * t));
}

namespace Backprop.Reference;

/// <summary>AdaDelta: s ← ρ·s + (1 − ρ)·g², d = √(u + ε)/√(s + ε)·g, u ← ρ·u + (1 − ρ)·d², w ← w − η·d. Zeiler, 2012.</summary>
/// <param name="learningRate">η; the paper has 1.</param>
/// <param name="rho">ρ.</param>
/// <param name="epsilon">ε.</param>
public sealed class ReferenceAdaDelta(double learningRate, double rho = 0.9, double epsilon = 1e-6) : ReferenceOptimizer(learningRate)
{
    /// <inheritdoc/>
    public override string Name => "adadelta";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["meanSquare", "meanSquareOfUpdates"];

    /// <inheritdoc/>
    protected override void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots)
    {
        double[] s = slots[0], u = slots[1];
        for (int i = 0; i < values.Length; i++)
        {
            s[i] = rho * s[i] + (1 - rho) * gradients[i] * gradients[i];
            double d = Math.Sqrt(u[i] + epsilon) / Math.Sqrt(s[i] + epsilon) * gradients[i];
            u[i] = rho * u[i] + (1 - rho) * d * d;
            values[i] -= LearningRate * d;
        }
    }
}

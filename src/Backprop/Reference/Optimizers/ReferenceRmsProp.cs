namespace Backprop.Reference;

/// <summary>RMSProp: s ← ρ·s + (1 − ρ)·g², w ← w − η·g/(√s + ε). Tieleman and Hinton, lecture 6.5 of "Neural networks for machine learning", 2012.</summary>
/// <param name="learningRate">η.</param>
/// <param name="rho">ρ.</param>
/// <param name="epsilon">ε.</param>
public sealed class ReferenceRmsProp(double learningRate, double rho = 0.99, double epsilon = 1e-8) : ReferenceOptimizer(learningRate)
{
    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["meanSquare"];

    /// <inheritdoc/>
    protected override void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots)
    {
        double[] s = slots[0];
        for (int i = 0; i < values.Length; i++)
        {
            s[i] = rho * s[i] + (1 - rho) * gradients[i] * gradients[i];
            values[i] -= LearningRate * gradients[i] / (Math.Sqrt(s[i]) + epsilon);
        }
    }
}

namespace Backprop.Reference;

/// <summary>Adagrad: s ← s + g², w ← w − η·g/(√s + ε). Duchi, Hazan and Singer, 2011.</summary>
/// <param name="learningRate">η.</param>
/// <param name="epsilon">ε.</param>
public sealed class ReferenceAdagrad(double learningRate, double epsilon = 1e-10) : ReferenceOptimizer(learningRate)
{
    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["sumOfSquares"];

    /// <inheritdoc/>
    protected override void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots)
    {
        double[] s = slots[0];
        for (int i = 0; i < values.Length; i++)
        {
            s[i] += gradients[i] * gradients[i];
            values[i] -= LearningRate * gradients[i] / (Math.Sqrt(s[i]) + epsilon);
        }
    }
}

namespace Backprop.Reference;

/// <summary>
/// Rprop: where the gradient keeps its sign, its step size grows by 1.2 (to at most 50); where it changes, the size shrinks by 0.5
/// (to at least 1e-6), and the gradient counts as 0 for this step and the next comparison; w ← w − size·sign g.
/// Riedmiller and Braun, 1993; in PyTorch's form.
/// </summary>
/// <param name="learningRate">The first step size.</param>
public sealed class ReferenceRprop(double learningRate) : ReferenceOptimizer(learningRate)
{
    /// <inheritdoc/>
    public override string Name => "rprop";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["previousGradient", "stepSize"];

    /// <inheritdoc/>
    protected override double SlotStart(int slot) => slot == 0 ? 0 : LearningRate;

    /// <inheritdoc/>
    protected override void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots)
    {
        double[] previous = slots[0], size = slots[1];
        for (int i = 0; i < values.Length; i++)
        {
            int agreement = Math.Sign(gradients[i]) * Math.Sign(previous[i]);
            size[i] = Math.Clamp(size[i] * (agreement > 0 ? 1.2 : agreement < 0 ? 0.5 : 1), 1e-6, 50);
            double g = agreement < 0 ? 0 : gradients[i];
            values[i] -= Math.Sign(g) * size[i];
            previous[i] = g;
        }
    }
}

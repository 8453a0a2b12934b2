namespace Backprop.Reference;

/// <summary>Adam with decoupled weight decay: w ← w − η·λ·w, then the step of Adam. Loshchilov and Hutter, 2019, algorithm 2 in PyTorch's form, where the schedule is in η.</summary>
/// <param name="learningRate">η.</param>
/// <param name="beta1">β₁.</param>
/// <param name="beta2">β₂.</param>
/// <param name="epsilon">ε.</param>
public sealed class ReferenceAdamW(double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    : ReferenceAdam(learningRate, beta1, beta2, epsilon)
{
    /// <inheritdoc/>
    public override string Name => "adamw";

    /// <inheritdoc/>
    public override bool DecouplesWeightDecay => true;
}

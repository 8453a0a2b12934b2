namespace Backprop;

/// <summary>
/// Adam with decoupled weight decay: w ← (1 − η·λ)·w, then the step of <see cref="Adam"/> from the gradient of the data alone.
/// Loshchilov and Hutter, "Decoupled weight decay regularization", 2019. PyTorch decays biases too; here only where asked.
/// </summary>
public sealed class AdamW : MomentOptimizer
{
    /// <summary>Creates the rule with a weight decay of 0.01.</summary>
    /// <param name="learningRate">η, above 0; default 0.001.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public AdamW(float learningRate = 0.001f) : base(learningRate) => WeightDecay = 0.01f;

    private AdamW(OptimizerSettings settings) : base(settings) { }

    /// <inheritdoc/>
    public override string Name => "adamw";

    /// <inheritdoc/>
    public override bool DecouplesWeightDecay => true;

    internal static AdamW From(OptimizerSettings settings) => new(settings);

    internal override UpdateKernel CreateKernel()
    {
        var settings = Settings;
        return UpdateKernel.Of((step, rate) => new AdamRule(step, rate, settings));
    }
}

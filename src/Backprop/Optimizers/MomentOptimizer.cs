namespace Backprop;

/// <summary>Adam and its relatives: a mean of gradients, decaying by β₁, and a size of gradients, decaying by β₂.</summary>
public abstract class MomentOptimizer : Optimizer
{
    private protected MomentOptimizer(float learningRate) : base(learningRate) { }

    private protected MomentOptimizer(OptimizerSettings settings) : base((float)settings.LearningRate!.Value)
    {
        (Beta1, Beta2, Epsilon) = ((float)settings.Beta1!.Value, (float)settings.Beta2!.Value, (float)settings.Epsilon!.Value);
        (WeightDecay, DecayBiases) = ((float)settings.WeightDecay!.Value, settings.DecayBiases!.Value);
    }

    /// <summary>β₁, from 0 to below 1; default 0.9.</summary>
    public float Beta1 { get; init => field = OptimizerRange.BelowOne(value, "beta1"); } = 0.9f;

    /// <summary>β₂, from 0 to below 1; default 0.999.</summary>
    public float Beta2 { get; init => field = OptimizerRange.BelowOne(value, "beta2"); } = 0.999f;

    /// <summary>ε, above 0; default 1e-8.</summary>
    public float Epsilon { get; init => field = OptimizerRange.Positive(value, "epsilon"); } = 1e-8f;

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["firstMoment", "secondMoment"];

    /// <inheritdoc/>
    public override OptimizerSettings Settings => CommonSettings with { Beta1 = Exactly(Beta1), Beta2 = Exactly(Beta2), Epsilon = Exactly(Epsilon) };
}

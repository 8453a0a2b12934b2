using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Lion: w ← w − η·(sign(β₁·m + (1 − β₁)·g) + λ·w), m ← β₂·m + (1 − β₂)·g. Every number moves by η, so η is chosen 3 to 10 times
/// smaller than for Adam, and λ as much larger.
/// Chen et al., "Symbolic discovery of optimization algorithms", 2023.
/// </summary>
public sealed class Lion : Optimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="learningRate">η, above 0; default 0.0001.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public Lion(float learningRate = 0.0001f) : base(learningRate) { }

    /// <summary>β₁, from 0 to below 1; default 0.9.</summary>
    public float Beta1 { get; init => field = OptimizerRange.BelowOne(value, "beta1"); } = 0.9f;

    /// <summary>β₂, from 0 to below 1; default 0.99.</summary>
    public float Beta2 { get; init => field = OptimizerRange.BelowOne(value, "beta2"); } = 0.99f;

    /// <inheritdoc/>
    public override string Name => "lion";

    /// <inheritdoc/>
    public override bool DecouplesWeightDecay => true;

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["firstMoment"];

    /// <inheritdoc/>
    public override OptimizerSettings Settings => CommonSettings with { Beta1 = Exactly(Beta1), Beta2 = Exactly(Beta2) };

    internal static Lion From(OptimizerSettings settings) => new((float)settings.LearningRate!.Value)
    {
        Beta1 = (float)settings.Beta1!.Value,
        Beta2 = (float)settings.Beta2!.Value,
        WeightDecay = (float)settings.WeightDecay!.Value,
        DecayBiases = settings.DecayBiases!.Value,
    };

    internal override UpdateKernel CreateKernel()
    {
        float rest1 = (float)(1 - Exactly(Beta1)), rest2 = (float)(1 - Exactly(Beta2));
        return UpdateKernel.Of((_, rate) => new Rule((float)rate, Beta1, rest1, Beta2, rest2));
    }

    private readonly struct Rule(float rate, float beta1, float rest1, float beta2, float rest2) : IUpdateRule
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes m, ref TLanes second) where TLanes : struct, ILanes<TLanes>
        {
            TLanes direction = Signs.Of(TLanes.MultiplyAdd(TLanes.Broadcast(beta1), m, TLanes.Broadcast(rest1) * g));
            m = TLanes.MultiplyAdd(TLanes.Broadcast(beta2), m, TLanes.Broadcast(rest2) * g);
            return TLanes.MultiplyAdd(TLanes.Broadcast(-rate), direction, w);
        }
    }
}

using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// RMSProp: s ← ρ·s + (1 − ρ)·g², w ← w − η·g/(√s + ε).
/// Tieleman and Hinton, "Neural networks for machine learning", lecture 6.5, 2012; defaults as in PyTorch.
/// </summary>
public sealed class RmsProp : Optimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="learningRate">η, above 0; default 0.01.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public RmsProp(float learningRate = 0.01f) : base(learningRate) { }

    /// <summary>ρ, from 0 to below 1; default 0.99.</summary>
    public float Rho { get; init => field = OptimizerRange.BelowOne(value, "rho"); } = 0.99f;

    /// <summary>ε, above 0; default 1e-8.</summary>
    public float Epsilon { get; init => field = OptimizerRange.Positive(value, "epsilon"); } = 1e-8f;

    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["meanSquare"];

    /// <inheritdoc/>
    public override OptimizerSettings Settings => CommonSettings with { Rho = Exactly(Rho), Epsilon = Exactly(Epsilon) };

    internal static RmsProp From(OptimizerSettings settings) => new((float)settings.LearningRate!.Value)
    {
        Rho = (float)settings.Rho!.Value,
        Epsilon = (float)settings.Epsilon!.Value,
        WeightDecay = (float)settings.WeightDecay!.Value,
        DecayBiases = settings.DecayBiases!.Value,
    };

    internal override UpdateKernel CreateKernel()
    {
        float rest = (float)(1 - Exactly(Rho));
        return UpdateKernel.Of((_, rate) => new Rule((float)rate, Rho, rest, Epsilon));
    }

    private readonly struct Rule(float rate, float rho, float rest, float epsilon) : IUpdateRule
    {
        public static int SlotCount => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes meanSquare, ref TLanes second) where TLanes : struct, ILanes<TLanes>
        {
            meanSquare = TLanes.MultiplyAdd(TLanes.Broadcast(rho), meanSquare, TLanes.Broadcast(rest) * g * g);
            return TLanes.MultiplyAdd(TLanes.Broadcast(-rate), g / (TLanes.Sqrt(meanSquare) + TLanes.Broadcast(epsilon)), w);
        }
    }
}

using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// AdaDelta: s ← ρ·s + (1 − ρ)·g², d = √(u + ε)/√(s + ε)·g, u ← ρ·u + (1 − ρ)·d², w ← w − η·d.
/// Zeiler, "ADADELTA: an adaptive learning rate method", 2012; η and defaults as in PyTorch.
/// </summary>
public sealed class AdaDelta : Optimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="learningRate">η, above 0; default 1, the paper's.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public AdaDelta(float learningRate = 1) : base(learningRate) { }

    /// <summary>ρ, from 0 to below 1; default 0.9.</summary>
    public float Rho { get; init => field = OptimizerRange.BelowOne(value, "rho"); } = 0.9f;

    /// <summary>ε, above 0; default 1e-6.</summary>
    public float Epsilon { get; init => field = OptimizerRange.Positive(value, "epsilon"); } = 1e-6f;

    /// <inheritdoc/>
    public override string Name => "adadelta";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => ["meanSquare", "meanSquareOfUpdates"];

    /// <inheritdoc/>
    public override OptimizerSettings Settings => CommonSettings with { Rho = Exactly(Rho), Epsilon = Exactly(Epsilon) };

    internal static AdaDelta From(OptimizerSettings settings) => new((float)settings.LearningRate!.Value)
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
        public static int SlotCount => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes meanSquare, ref TLanes updates) where TLanes : struct, ILanes<TLanes>
        {
            TLanes kept = TLanes.Broadcast(rho), fresh = TLanes.Broadcast(rest), least = TLanes.Broadcast(epsilon);
            meanSquare = TLanes.MultiplyAdd(kept, meanSquare, fresh * g * g);
            TLanes delta = TLanes.Sqrt(updates + least) / TLanes.Sqrt(meanSquare + least) * g;
            updates = TLanes.MultiplyAdd(kept, updates, fresh * delta * delta);
            return TLanes.MultiplyAdd(TLanes.Broadcast(-rate), delta, w);
        }
    }
}

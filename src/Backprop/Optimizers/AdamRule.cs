using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// The rule of Adam and AdamW: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − η·m̂/(√v̂ + ε)
/// with m̂ = m/(1 − β₁ᵗ) and v̂ = v/(1 − β₂ᵗ), whose divisors are computed in double once a step.
/// </summary>
internal readonly struct AdamRule : IUpdateRule
{
    private readonly float _beta1, _rest1, _beta2, _rest2, _negativeRate, _rootFactor, _epsilon;

    /// <param name="step">t, from 1.</param>
    /// <param name="rate">η.</param>
    /// <param name="settings">β₁, β₂ and ε.</param>
    public AdamRule(long step, double rate, OptimizerSettings settings)
    {
        double beta1 = settings.Beta1!.Value, beta2 = settings.Beta2!.Value;
        (_beta1, _rest1, _beta2, _rest2, _epsilon) = ((float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)settings.Epsilon!.Value);
        _negativeRate = (float)(-rate / (1 - PortablePower.Whole(beta1, step)));
        _rootFactor = (float)Math.Sqrt(1 / (1 - PortablePower.Whole(beta2, step)));
    }

    public static int SlotCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes m, ref TLanes v) where TLanes : struct, ILanes<TLanes>
    {
        m = TLanes.MultiplyAdd(TLanes.Broadcast(_beta1), m, TLanes.Broadcast(_rest1) * g);
        v = TLanes.MultiplyAdd(TLanes.Broadcast(_beta2), v, TLanes.Broadcast(_rest2) * g * g);
        TLanes size = TLanes.MultiplyAdd(TLanes.Sqrt(v), TLanes.Broadcast(_rootFactor), TLanes.Broadcast(_epsilon));
        return TLanes.MultiplyAdd(TLanes.Broadcast(_negativeRate), m / size, w);
    }
}

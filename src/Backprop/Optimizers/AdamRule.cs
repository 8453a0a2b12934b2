using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>The rule of Adam and AdamW: w ← w − η·m̂/(√v̂ + ε) with m̂ = m/(1 − β₁ᵗ), whose divisor is computed in double once a step.</summary>
/// <param name="step">t, from 1.</param>
/// <param name="rate">η.</param>
/// <param name="settings">β₁, β₂ and ε.</param>
internal readonly struct AdamRule(long step, double rate, OptimizerSettings settings) : IUpdateRule
{
    private readonly DecayingMoments _moments = new(step, settings);
    private readonly float _negativeRate = (float)(-rate / (1 - PortablePower.Whole(settings.Beta1!.Value, step)));

    public static int SlotCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Update<TLanes>(TLanes w, TLanes g, ref TLanes m, ref TLanes v) where TLanes : struct, ILanes<TLanes>
    {
        TLanes size = _moments.Take(g, ref m, ref v);
        return TLanes.MultiplyAdd(TLanes.Broadcast(_negativeRate), m / size, w);
    }
}

using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// What Adam and Nadam share: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², and the size √v̂ + ε with v̂ = v/(1 − β₂ᵗ),
/// whose divisor is computed in double once a step.
/// </summary>
internal readonly struct DecayingMoments
{
    private readonly float _beta1, _rest1, _beta2, _rest2, _rootFactor, _epsilon;

    /// <param name="step">t, from 1.</param>
    /// <param name="settings">β₁, β₂ and ε.</param>
    public DecayingMoments(long step, OptimizerSettings settings)
    {
        double beta1 = settings.Beta1!.Value, beta2 = settings.Beta2!.Value;
        (_beta1, _rest1, _beta2, _rest2, _epsilon) = ((float)beta1, (float)(1 - beta1), (float)beta2, (float)(1 - beta2), (float)settings.Epsilon!.Value);
        _rootFactor = (float)Math.Sqrt(1 / (1 - PortablePower.Whole(beta2, step)));
    }

    /// <summary>Takes a gradient into both moments and returns the size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Take<TLanes>(TLanes g, ref TLanes m, ref TLanes v) where TLanes : struct, ILanes<TLanes>
    {
        m = TLanes.MultiplyAdd(TLanes.Broadcast(_beta1), m, TLanes.Broadcast(_rest1) * g);
        v = TLanes.MultiplyAdd(TLanes.Broadcast(_beta2), v, TLanes.Broadcast(_rest2) * g * g);
        return TLanes.MultiplyAdd(TLanes.Sqrt(v), TLanes.Broadcast(_rootFactor), TLanes.Broadcast(_epsilon));
    }
}

using System.Runtime.CompilerServices;
using Backprop.Numerics;

namespace Backprop;

/// <summary>What happens to a gradient and a number before an optimizer's rule sees them, beside the mean.</summary>
internal interface IUpdateTerms
{
    /// <param name="w">The number.</param>
    /// <param name="g">Its mean gradient.</param>
    void Apply<TLanes>(ref TLanes w, ref TLanes g) where TLanes : struct, ILanes<TLanes>;
}

/// <summary>Nothing but the mean.</summary>
internal readonly struct NoTerms : IUpdateTerms
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLanes>(ref TLanes w, ref TLanes g) where TLanes : struct, ILanes<TLanes> { }
}

/// <summary>What happens to a gradient g and a number w of a parameter before an optimizer's rule sees them.</summary>
/// <param name="MeanFactor">What makes the gradient, summed over data points, the mean: 1/(data points); less where its norm is clipped.</param>
/// <param name="L2">λ of g ← g + λ·w; 0 for none.</param>
/// <param name="Shrink">The factor of w in a weight decay that bypasses the gradient: w ← (1 − η·λ)·w; 1 for none.</param>
internal readonly record struct UpdateTerms(float MeanFactor, float L2, float Shrink) : IUpdateTerms
{
    /// <summary>The most that g may be in size, before the other terms join it; infinite for any.</summary>
    public float Clip { get; init; } = float.PositiveInfinity;

    /// <summary>λ₁ of g ← g + λ₁·sign(w); 0 for none.</summary>
    public float L1 { get; init; }

    /// <summary>Whether the mean is all there is to do.</summary>
    public bool IsPlain => L2 == 0 && Shrink == 1 && L1 == 0 && float.IsPositiveInfinity(Clip);

    /// <summary>Everything but the mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Apply<TLanes>(ref TLanes w, ref TLanes g) where TLanes : struct, ILanes<TLanes>
    {
        // In this order of operands a gradient that is no number stays one, and is noticed.
        g = TLanes.Min(TLanes.Broadcast(Clip), TLanes.Max(TLanes.Broadcast(-Clip), g));
        if (L1 != 0) g = TLanes.MultiplyAdd(TLanes.Broadcast(L1), Signs.Of(w), g);
        g = TLanes.MultiplyAdd(TLanes.Broadcast(L2), w, g);
        w *= TLanes.Broadcast(Shrink);
    }
}

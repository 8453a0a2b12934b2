using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

internal static partial class ElementaryFunctions
{
    /// <summary>1/(1 + e⁻ˣ), within 2.5 ULP: also of subnormal results, and 0 only below −103.97.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        // e^−|x| never overflows: 1/(1 + e^−|x|) on the right, its mirror image e^−|x|/(1 + e^−|x|) on the left.
        TLanes exp = ExpBelowOverflow(-TLanes.Abs(x)), one = TLanes.Broadcast(1f);
        return TLanes.Select(TLanes.LessThan(x, TLanes.Zero), exp, one) / (one + exp);
    }

    /// <summary>ln(1 + eˣ) = max(x, 0) + log1p(e^−|x|), within 1.6 ULP; x itself for large x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
        TLanes.Max(x, TLanes.Zero) + Log1PlusOfFraction(ExpBelowOverflow(-TLanes.Abs(x)));
}

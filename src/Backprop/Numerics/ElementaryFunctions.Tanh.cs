using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

internal static partial class ElementaryFunctions
{
    // tanh(0.55) = 0.50: from there on, 1 − 2/(e²ˣ + 1) subtracts at most half.
    private const float TanhBranch = 0.55f;

    /// <summary>tanh x, within 1.5 ULP; ±1 exactly from |x| = 9.02 on, and zeros keep their sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        TLanes magnitude = TLanes.Abs(x), one = TLanes.Broadcast(1f);
        // |x| ≤ 0.55: x + x³·P(x²), P within 1.1e-9 of the result.
        TLanes square = x * x;
        TLanes p = TLanes.MultiplyAdd(square, TLanes.Broadcast(-0.0062428494f), TLanes.Broadcast(0.021050714f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Broadcast(-0.0538475476f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Broadcast(0.133325443f));
        p = TLanes.MultiplyAdd(p, square, TLanes.Broadcast(-0.333333164f));
        TLanes small = TLanes.MultiplyAdd(x * square, p, x);
        // Beyond: 1 − 2/(e²ˣ + 1), which is 1 for 2x = 20 already.
        TLanes exp = ExpOfModerate(TLanes.Min(TLanes.Broadcast(20f), magnitude + magnitude));
        TLanes large = one - TLanes.Broadcast(2f) / (exp + one);
        // The sign goes on last: x³·P(x²) + x is +0 for x = −0.
        return TLanes.CopySign(TLanes.Select(TLanes.GreaterThan(magnitude, TLanes.Broadcast(TanhBranch)), large, small), x);
    }
}

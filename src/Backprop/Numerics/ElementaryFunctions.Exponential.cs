using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

// Reduction of Cody & Waite ("Software Manual for the Elementary Functions", 1980), with fused multiply-add:
// x = n·ln 2 + r, |r| ≤ ln 2 / 2, ln 2 in two floats, so that eˣ = 2ⁿ·(1 + expm1(r)).
internal static partial class ElementaryFunctions
{
    private const float Log2OfE = 1.44269504f, Ln2High = 0.693147182f, Ln2Low = -1.90465421e-9f;

    // Adding 1.5·2²³ leaves a number rounded to an integer in the low bits of its significand. With the exponent's
    // bias added to it, a shift by 23 turns those bits into a power of two; twice the bias serves a product of two powers.
    private const float RoundingShift = 12582912f, Bias = 127f;

    // eˣ is less than half the smallest subnormal below −104, and beyond the largest float above 89.
    private const float ExpUnderflow = -104f, ExpOverflow = 89f;

    /// <summary>eˣ, within 0.9 ULP, subnormal results included; finite x beyond the range gives <see cref="float.MaxValue"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        TLanes y = ExpBelowOverflow(TLanes.Min(TLanes.Broadcast(ExpOverflow), x));
        // eˣ > x for every x, so the maximum changes +∞ alone.
        return TLanes.Max(x, TLanes.Min(TLanes.Broadcast(float.MaxValue), y));
    }

    /// <summary>eˣ − 1, within 1.4 ULP; finite x beyond the range gives <see cref="float.MaxValue"/>, and zeros keep their sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ExpMinus1<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        // Below −18 the result is −1.
        TLanes clamped = TLanes.Max(TLanes.Broadcast(-18f), TLanes.Min(TLanes.Broadcast(ExpOverflow), x));
        TLanes shift = TLanes.Broadcast(RoundingShift + Bias);
        TLanes r = Reduce(clamped, TLanes.Zero, shift, out TLanes shifted, out TLanes high, out TLanes low);
        TLanes power = TLanes.ShiftLeft(shifted, 23);                                           // 2ⁿ
        TLanes q = TLanes.MultiplyAdd(r, TLanes.Broadcast(0.000197792746f), TLanes.Broadcast(0.00139327953f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Broadcast(0.00833353028f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Broadcast(0.0416664891f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Broadcast(0.166666657f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Broadcast(0.5f));
        TLanes p = high + TLanes.MultiplyAdd(r * r, q, low);                                    // expm1(r)
        TLanes y = TLanes.MultiplyAdd(power, p, power - TLanes.Broadcast(1f));
        // 2¹²⁸ is no float: double 2ⁿ⁻¹·eʳ instead, where the 1 to subtract is far below the last place.
        TLanes half = TLanes.SubtractInt32(power, TLanes.Broadcast(BitConverter.Int32BitsToSingle(1 << 23)));
        TLanes large = TLanes.MultiplyAdd(half, p, half);
        y = TLanes.Select(TLanes.GreaterThan(x, TLanes.Broadcast(32f)), large + large, y);
        // x bounds the result from below; the maximum changes +∞ and roundings of tiny x.
        y = TLanes.Max(x, TLanes.Min(TLanes.Broadcast(float.MaxValue), y));
        return TLanes.CopySign(y, x);
    }

    /// <summary>eˣ for x up to 89 (∞ from 88.73 on), results underflowing gradually.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpBelowOverflow<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
        ExpBelowOverflow(x, TLanes.Zero);

    /// <summary>e to the sum x + <paramref name="rest"/>, where the rest is below the last place of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpBelowOverflow<TLanes>(TLanes x, TLanes rest) where TLanes : struct, ILanes<TLanes>
    {
        TLanes shift = TLanes.Broadcast(RoundingShift + 2 * Bias);
        TLanes p = ExpMinus1OfRemainder(TLanes.Max(TLanes.Broadcast(ExpUnderflow), x), rest, shift, out TLanes shifted);
        // 2ⁿ as two normal powers, ⌊n/2⌋ first: the one rounding to a subnormal comes last.
        TLanes halfShifted = TLanes.ShiftRightLogical(shifted, 1);
        TLanes firstPower = TLanes.ShiftLeft(halfShifted, 23);
        TLanes secondPower = TLanes.ShiftLeft(TLanes.SubtractInt32(shifted, halfShifted), 23);
        return TLanes.MultiplyAdd(firstPower, p, firstPower) * secondPower;
    }

    /// <summary>eˣ for |x| ≤ 87, where the result is normal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpOfModerate<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        TLanes p = ExpMinus1OfRemainder(x, TLanes.Zero, TLanes.Broadcast(RoundingShift + Bias), out TLanes shifted);
        TLanes power = TLanes.ShiftLeft(shifted, 23);
        return TLanes.MultiplyAdd(power, p, power);
    }

    /// <summary>expm1(r) = r + r²·q(r) of the remainder, q within 3.4e-9 of eʳ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpMinus1OfRemainder<TLanes>(TLanes x, TLanes rest, TLanes shift, out TLanes shifted) where TLanes : struct, ILanes<TLanes>
    {
        TLanes r = Reduce(x, rest, shift, out shifted, out TLanes high, out TLanes low);
        TLanes q = TLanes.MultiplyAdd(r, TLanes.Broadcast(0.00138329295f), TLanes.Broadcast(0.00836864579f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Broadcast(0.0416681655f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Broadcast(0.166665226f));
        q = TLanes.MultiplyAdd(q, r, TLanes.Broadcast(0.49999994f));
        return high + TLanes.MultiplyAdd(r * r, q, low);
    }

    /// <summary>
    /// The remainder r = x + rest − n·ln 2, also as high + low without the rounding of their sum,
    /// and n in the low bits of <paramref name="shifted"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Reduce<TLanes>(TLanes x, TLanes rest, TLanes shift, out TLanes shifted, out TLanes high, out TLanes low)
        where TLanes : struct, ILanes<TLanes>
    {
        shifted = TLanes.MultiplyAdd(x, TLanes.Broadcast(Log2OfE), shift);
        TLanes n = shifted - shift;
        high = TLanes.MultiplyAdd(n, TLanes.Broadcast(-Ln2High), x);
        low = TLanes.MultiplyAdd(n, TLanes.Broadcast(-Ln2Low), rest);
        return high + low;
    }
}

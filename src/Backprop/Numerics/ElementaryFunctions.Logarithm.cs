using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

// x = 2ᵉ·(1 + f) with 1 + f in [√½, √2): ln x = e·ln 2 + f − f²/2 + f³·P(f), the reduction of Cody & Waite (1980).
internal static partial class ElementaryFunctions
{
    private const int SqrtHalfBits = 0x3F3504F3, SignificandBits = 0x007F_FFFF;
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>ln x, within 0.8 ULP, subnormal x included; ln 0 = −∞, and NaN for x &lt; 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        TLanes subnormal = TLanes.LessThan(x, TLanes.Broadcast(SmallestNormal));
        TLanes normal = TLanes.Select(subnormal, x * TLanes.Broadcast(8388608f), x);            // times 2²³
        TLanes exponentBits = ExponentBits(normal);
        TLanes exponent = Exponent(exponentBits) - TLanes.And(subnormal, TLanes.Broadcast(23f));
        return WithPoles(x, LogOfParts(exponent, Remainder(normal, exponentBits)));
    }

    /// <summary>ln(1 + x), within 1.4 ULP; −∞ at −1, NaN below, and zeros keep their sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log1Plus<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        TLanes sum = TLanes.Broadcast(1f) + x, exponentBits = ExponentBits(sum);
        TLanes f = Log1PlusRemainder(x, exponentBits);
        // 2⁻¹²⁷ is no normal number: where 1 is far below the last place of x, the remainder is that of the sum.
        f = TLanes.Select(TLanes.GreaterThan(x, TLanes.Broadcast(1e18f)), Remainder(sum, exponentBits), f);
        return TLanes.CopySign(WithPoles(sum, LogOfParts(Exponent(exponentBits), f)), x);
    }

    /// <summary>ln(1 + x) for x in [0, 1] (NaN stays NaN).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Log1PlusOfFraction<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        TLanes exponentBits = ExponentBits(TLanes.Broadcast(1f) + x);
        return LogOfParts(Exponent(exponentBits), Log1PlusRemainder(x, exponentBits));
    }

    /// <summary>f = 2⁻ᵉ·(1 + x) − 1 from x itself with one rounding: the rounded sum 1 + x chose e, no more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Log1PlusRemainder<TLanes>(TLanes x, TLanes exponentBits) where TLanes : struct, ILanes<TLanes>
    {
        TLanes power = TLanes.SubtractInt32(TLanes.Broadcast(1f), exponentBits);
        return TLanes.MultiplyAdd(x, power, power - TLanes.Broadcast(1f));
    }

    /// <summary>f = 2⁻ᵉ·x − 1, exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Remainder<TLanes>(TLanes x, TLanes exponentBits) where TLanes : struct, ILanes<TLanes> =>
        TLanes.SubtractInt32(x, exponentBits) - TLanes.Broadcast(1f);

    /// <summary>e as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Exponent<TLanes>(TLanes exponentBits) where TLanes : struct, ILanes<TLanes> =>
        TLanes.ConvertToSingle(TLanes.ShiftRightArithmetic(exponentBits, 23));

    /// <summary>The e of x = 2ᵉ·(1 + f), in the bits of the exponent field (e·2²³ as an integer).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExponentBits<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes>
    {
        TLanes fromSqrtHalf = TLanes.SubtractInt32(x, TLanes.Broadcast(BitConverter.Int32BitsToSingle(SqrtHalfBits)));
        return TLanes.AndNot(fromSqrtHalf, TLanes.Broadcast(BitConverter.Int32BitsToSingle(SignificandBits)));
    }

    /// <summary>e·ln 2 + ln(1 + f), P within 2.2e-9 of the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes LogOfParts<TLanes>(TLanes exponent, TLanes f) where TLanes : struct, ILanes<TLanes>
    {
        TLanes p = TLanes.MultiplyAdd(f, TLanes.Broadcast(0.0675241351f), TLanes.Broadcast(-0.116636142f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(0.118875124f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(-0.124085449f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(0.142194167f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(-0.166676566f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(0.200020462f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(-0.250000209f));
        p = TLanes.MultiplyAdd(p, f, TLanes.Broadcast(0.333333194f));
        // Smallest terms first.
        TLanes y = f * p * (f * f);
        y = TLanes.MultiplyAdd(exponent, TLanes.Broadcast(Ln2Low), y);
        y = TLanes.MultiplyAdd(TLanes.Broadcast(-0.5f) * f, f, y);
        return TLanes.MultiplyAdd(exponent, TLanes.Broadcast(Ln2High), f + y);
    }

    /// <summary>y where x is positive and finite; +∞ and NaN stay, 0 gives −∞, negative x NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes WithPoles<TLanes>(TLanes x, TLanes y) where TLanes : struct, ILanes<TLanes>
    {
        TLanes below = TLanes.Select(TLanes.Equal(x, TLanes.Zero), TLanes.Broadcast(float.NegativeInfinity), TLanes.Broadcast(float.NaN));
        y = TLanes.Select(TLanes.LessThan(x, TLanes.Broadcast(float.PositiveInfinity)), y, x);
        return TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), y, below);
    }
}

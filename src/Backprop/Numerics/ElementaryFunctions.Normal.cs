using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

// GELU(x) = x·Φ(x) and its derivative Φ(x) + x·φ(x) need both functions of the same x: they share one exponential.
internal static partial class ElementaryFunctions
{
    private const float OneOverSqrtTwoPi = 0.398942280f;

    /// <summary>The standard normal density φ(x) = e^(−x²/2)/√(2π), within 2 ULP.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes NormalDensity<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
        ExpOfMinusHalfSquare(NormalMagnitude(x)) * TLanes.Broadcast(OneOverSqrtTwoPi);

    /// <summary>The standard normal distribution function Φ(x) = (1 + erf(x/√2))/2, within 4.3 ULP also of its left tail.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes NormalCumulative<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
        NormalCumulative(x, out _);

    /// <summary>Φ(x), and φ(x) for little more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes NormalCumulative<TLanes>(TLanes x, out TLanes density) where TLanes : struct, ILanes<TLanes>
    {
        TLanes magnitude = NormalMagnitude(x), one = TLanes.Broadcast(1f);
        TLanes exp = ExpOfMinusHalfSquare(magnitude);
        density = exp * TLanes.Broadcast(OneOverSqrtTwoPi);
        TLanes tail = exp * ScaledTail(magnitude);
        return TLanes.Select(TLanes.LessThan(x, TLanes.Zero), tail, one - tail);
    }

    /// <summary>|x|, at most 16: both tails are 0 from 14.5 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes NormalMagnitude<TLanes>(TLanes x) where TLanes : struct, ILanes<TLanes> =>
        TLanes.Min(TLanes.Broadcast(16f), TLanes.Abs(x));

    /// <summary>e^(−a²/2) for a in [0, 16]; the part of a² that rounding loses would cost up to 40 ULP; it goes into the exponent as well.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ExpOfMinusHalfSquare<TLanes>(TLanes a) where TLanes : struct, ILanes<TLanes>
    {
        TLanes minusHalf = TLanes.Broadcast(-0.5f), square = a * a;
        TLanes lost = TLanes.MultiplyAdd(a, a, -square);
        return ExpBelowOverflow(minusHalf * square, minusHalf * lost);
    }

    /// <summary>
    /// e^(a²/2)·Φ(−a) for a in [0, 16]: F(u)/(a + 4) with u = (a − 4)/(a + 4), which maps the half line to [−1, 1);
    /// F within 1.8e-8 of the result up to a = 14.5.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes ScaledTail<TLanes>(TLanes a) where TLanes : struct, ILanes<TLanes>
    {
        TLanes one = TLanes.Broadcast(1f), four = TLanes.Broadcast(4f), minusEight = TLanes.Broadcast(-8f);
        TLanes t = one / (a + four);
        // What t lacks to 1/(a + 4), relative to t: near a = 0 the result is three times as sensitive as t.
        TLanes lacking = TLanes.MultiplyAdd(-t, a, TLanes.MultiplyAdd(-t, four, one));
        TLanes u = TLanes.MultiplyAdd(minusEight * t, lacking, TLanes.MultiplyAdd(minusEight, t, one));
        TLanes p = TLanes.MultiplyAdd(u, TLanes.Broadcast(-0.000131963476f), TLanes.Broadcast(0.000179367009f));
        p = TLanes.MultiplyAdd(p, u, TLanes.Broadcast(0.00156991754f));
        p = TLanes.MultiplyAdd(p, u, TLanes.Broadcast(-0.00351255643f));
        p = TLanes.MultiplyAdd(p, u, TLanes.Broadcast(-0.00752526987f));
        p = TLanes.MultiplyAdd(p, u, TLanes.Broadcast(0.0604039989f));
        p = TLanes.MultiplyAdd(p, u, TLanes.Broadcast(-0.186523318f));
        p = TLanes.MultiplyAdd(p, u, TLanes.Broadcast(0.387136817f));
        p = TLanes.MultiplyAdd(p, u, TLanes.Broadcast(-0.607896626f));
        p = TLanes.MultiplyAdd(p, u, TLanes.Broadcast(0.755285144f));
        return TLanes.MultiplyAdd(t, lacking, t) * p;
    }
}

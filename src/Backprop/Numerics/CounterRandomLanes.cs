using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Numerics;

/// <summary>The block function of <see cref="CounterRandom"/> for eight counters at once, in lanes of 64 bits: integers, so the same bits.</summary>
internal static class CounterRandomLanes
{
    /// <summary>Counters of one call.</summary>
    public const int Count = 8;

    /// <summary>Whether eight at once are faster than one by one.</summary>
    public static bool Pay => Vector512.IsHardwareAccelerated;

    /// <summary>Four words of each of the counters (c0, c1[i], c2, c3) with the key (k0, k1).</summary>
    public static unsafe void Philox(uint c0, int* c1, uint c2, uint c3, uint k0, uint k1, uint* w0, uint* w1, uint* w2, uint* w3)
    {
        var (lower, upper) = Vector256.Widen(Vector256.Load((uint*)c1));
        var (a, b, c, d) = Philox(Vector512.Create((ulong)c0), Vector512.Create(lower, upper), Vector512.Create((ulong)c2), Vector512.Create((ulong)c3), k0, k1);
        Narrow(a).Store(w0);
        Narrow(b).Store(w1);
        Narrow(c).Store(w2);
        Narrow(d).Store(w3);

        static Vector256<uint> Narrow(Vector512<ulong> words) => Vector256.Narrow(words.GetLower(), words.GetUpper());
    }

    /// <summary>Four words of eight counters, each word in a lane of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<ulong> W0, Vector512<ulong> W1, Vector512<ulong> W2, Vector512<ulong> W3) Philox(
        Vector512<ulong> c0, Vector512<ulong> c1, Vector512<ulong> c2, Vector512<ulong> c3, uint k0, uint k1)
    {
        Vector512<ulong> word = Vector512.Create((ulong)uint.MaxValue), m0 = Vector512.Create((ulong)CounterRandom.Multiplier0), m1 = Vector512.Create((ulong)CounterRandom.Multiplier1);
        for (int round = 0; round < 10; round++)
        {
            Vector512<ulong> product0 = c0 * m0, product1 = c2 * m1;
            c0 = (product1 >>> 32) ^ c1 ^ Vector512.Create((ulong)k0);
            c2 = (product0 >>> 32) ^ c3 ^ Vector512.Create((ulong)k1);
            (c1, c3) = (product1 & word, product0 & word);
            (k0, k1) = (unchecked(k0 + CounterRandom.Weyl0), unchecked(k1 + CounterRandom.Weyl1));
        }
        return (c0, c1, c2, c3);
    }
}

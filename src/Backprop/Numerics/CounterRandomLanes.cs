using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Numerics;

/// <summary>The block function of <see cref="CounterRandom"/> for eight counters at once, in lanes of 64 bits: integers, so the same bits.</summary>
internal static class CounterRandomLanes
{
    /// <summary>Counters of one call.</summary>
    public const int Count = 8;

    /// <summary>Whether eight at once are faster than one by one.</summary>
    public static bool Pay => Avx2.IsSupported;

    /// <summary>Four words of each of the counters (c0, c1[i], c2, c3) with the key (k0, k1).</summary>
    [MethodImpl(Compilation.OfHotLoops)]
    public static unsafe void Philox(uint c0, int* c1, uint c2, uint c3, uint k0, uint k1, uint* w0, uint* w1, uint* w2, uint* w3)
    {
        var (lower, upper) = Vector256.Widen(Vector256.Load((uint*)c1));
        var (a, b) = (new Counters(c0, lower, c2, c3), new Counters(c0, upper, c2, c3));
        Philox(ref a, ref b, k0, k1);
        Vector256.Narrow(a.Word0, b.Word0).Store(w0);
        Vector256.Narrow(a.Word1, b.Word1).Store(w1);
        Vector256.Narrow(a.Word2, b.Word2).Store(w2);
        Vector256.Narrow(a.Word3, b.Word3).Store(w3);
    }

    /// <summary>The first two words, as 64 bits each, of the counters (first + i, c2, c3) with the key (k0, k1), as many as there are eights of them in <paramref name="bits"/>.</summary>
    /// <returns>How many.</returns>
    [MethodImpl(Compilation.OfHotLoops)]
    public static int FillBits(ulong first, uint c2, uint c3, uint k0, uint k1, Span<ulong> bits)
    {
        int done = 0;
        for (; done + Count <= bits.Length; done += Count)
        {
            Vector256<ulong> lower = Vector256.Create(first + (ulong)done) + Vector256<ulong>.Indices, upper = lower + Vector256.Create(4UL);
            var (a, b) = (new Counters(lower, c2, c3), new Counters(upper, c2, c3));
            Philox(ref a, ref b, k0, k1);
            (a.Word0 | (a.Word1 << 32)).CopyTo(bits[done..]);
            (b.Word0 | (b.Word1 << 32)).CopyTo(bits[(done + 4)..]);
        }
        return done;
    }

    /// <summary>Ten rounds of two times four counters: each waits for its own products, and there is work for both in between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Philox(ref Counters a, ref Counters b, uint k0, uint k1)
    {
        for (int round = 0; round < 10; round++)
        {
            a.Round(k0, k1);
            b.Round(k0, k1);
            (k0, k1) = (unchecked(k0 + CounterRandom.Weyl0), unchecked(k1 + CounterRandom.Weyl1));
        }
        a.Finish();
        b.Finish();
    }

    /// <summary>Four counters: each of their words in the lower half of a lane of its own. Between two rounds the upper halves have anything.</summary>
    private struct Counters
    {
        public Vector256<ulong> Word0, Word1, Word2, Word3;

        private static Vector256<ulong> LowerHalf => Vector256.Create((ulong)uint.MaxValue);

        public Counters(Vector256<ulong> first, uint c2, uint c3) =>
            (Word0, Word1, Word2, Word3) = (first & LowerHalf, first >>> 32, Vector256.Create((ulong)c2), Vector256.Create((ulong)c3));

        public Counters(uint c0, Vector256<ulong> c1, uint c2, uint c3) =>
            (Word0, Word1, Word2, Word3) = (Vector256.Create((ulong)c0), c1, Vector256.Create((ulong)c2), Vector256.Create((ulong)c3));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Round(uint k0, uint k1)
        {
            Vector256<ulong> product0 = ProductOfLowerHalves(Word0, CounterRandom.Multiplier0), product1 = ProductOfLowerHalves(Word2, CounterRandom.Multiplier1);
            Word0 = (product1 >>> 32) ^ Word1 ^ Vector256.Create((ulong)k0);
            Word2 = (product0 >>> 32) ^ Word3 ^ Vector256.Create((ulong)k1);
            (Word1, Word3) = (product1, product0);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Finish() => (Word0, Word1, Word2, Word3) = (Word0 & LowerHalf, Word1 & LowerHalf, Word2 & LowerHalf, Word3 & LowerHalf);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<ulong> ProductOfLowerHalves(Vector256<ulong> a, uint multiplier)
        {
            var b = Vector256.Create((ulong)multiplier);
            return Avx2.IsSupported ? Avx2.Multiply(a.AsUInt32(), b.AsUInt32()) : (a & LowerHalf) * b;
        }
    }
}

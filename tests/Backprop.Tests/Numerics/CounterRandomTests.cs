using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

public class CounterRandomTests
{
    // Known answers of the Random123 distribution (kat_vectors, philox 4x32 10).
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_known_answers(
        uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3) =>
        Assert.Equal((r0, r1, r2, r3), CounterRandom.Philox(c0, c1, c2, c3, k0, k1));

    [Fact]
    public unsafe void Eight_counters_at_once_give_the_words_of_each()
    {
        int[] rows = [0, 1, 7, 255, 65_536, 1_000_000_007, int.MaxValue - 1, int.MaxValue];
        uint* words = stackalloc uint[4 * CounterRandomLanes.Count];
        fixed (int* c1 = rows)
            CounterRandomLanes.Philox(5, c1, 0xFFFFFFFF, 0x80000001, 0xDEADBEEF, 0xFFFFFFFE, words, words + 8, words + 16, words + 24);
        for (int i = 0; i < rows.Length; i++)
            Assert.Equal(CounterRandom.Philox(5, (uint)rows[i], 0xFFFFFFFF, 0x80000001, 0xDEADBEEF, 0xFFFFFFFE), (words[i], words[8 + i], words[16 + i], words[24 + i]));
    }

    [Fact]
    public void Many_bits_at_once_are_those_of_each_index()
    {
        var random = new CounterRandom(0xDEADBEEF_00000007, RandomPurpose.Shuffle, 3);
        var bits = new ulong[19];
        foreach (ulong first in (ulong[])[0, 1, uint.MaxValue - 5])
        {
            random.FillBits(first, bits);
            for (int i = 0; i < bits.Length; i++) Assert.Equal(random.Bits(first + (ulong)i), bits[i]);
        }
    }

    [Fact]
    public void A_shuffle_is_a_permutation_that_depends_on_the_key_alone()
    {
        int[] first = [.. Enumerable.Range(0, 1000)], again = [.. first], other = [.. first];
        new CounterRandom(7, RandomPurpose.Shuffle, 1).Shuffle(first);
        new CounterRandom(7, RandomPurpose.Shuffle, 1).Shuffle(again);
        new CounterRandom(7, RandomPurpose.Shuffle, 2).Shuffle(other);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(Enumerable.Range(0, 1000), first.Order());
    }

    [Fact]
    public void Uniform_and_normal_numbers_have_the_moments_of_their_distributions()
    {
        var random = new CounterRandom(3, RandomPurpose.Sampling, 0);
        const int Count = 200_000;
        double[] uniform = [.. Enumerable.Range(0, Count).Select(i => random.Uniform((ulong)i))];
        double[] normal = [.. Enumerable.Range(0, Count).Select(i => random.Normal((ulong)i))];
        // Five standard errors: 5·√(1/12/n) = 0.0033 and 5/√n = 0.0112.
        Assert.InRange(uniform.Average(), 0.5 - 0.0033, 0.5 + 0.0033);
        Assert.InRange(normal.Average(), -0.0112, 0.0112);
        Assert.InRange(normal.Average(z => z * z), 1 - 0.016, 1 + 0.016);
        Assert.True(uniform.Min() > 0 && uniform.Max() < 1);
    }

    [Fact]
    public void Normal_quantiles_match_the_tables()
    {
        // Abramowitz & Stegun, table 26.5; AS 241's own test values.
        Assert.Equal(1.959963984540054, NormalQuantile.At(0.975), 1e-13);
        Assert.Equal(-2.3263478740408408, NormalQuantile.At(0.01), 1e-13);
        Assert.Equal(-9.262340089798408, NormalQuantile.At(1e-20), 1e-12);
        Assert.Equal(-0.6744897501960817, NormalQuantile.At(0.25), 1e-14);
    }

    [Fact]
    public void Many_quantiles_at_once_have_the_bits_of_one()
    {
        // With both tails, their borders, and a length that leaves a remainder.
        double[] probabilities = [1e-20, 1e-12, .. Enumerable.Range(1, 4001).Select(i => i / 4002.0), 0.075, 0.925, 1 - 1e-12];
        double[] together = [.. probabilities];
        NormalQuantile.Replace(together);
        Assert.Equal(probabilities.Select(NormalQuantile.At).Select(BitConverter.DoubleToInt64Bits), together.Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Portable_functions_agree_with_the_runtime()
    {
        for (int i = 1; i <= 10_000; i++)
        {
            double x = i * 0.00137;
            Assert.Equal(Math.Log(x), PortableMath.Log(x), 1e-13);
            Assert.Equal(Math.Sin(2 * Math.PI * x), PortableMath.SinOfTurns(x), 1e-12);
            Assert.Equal(Math.Cos(2 * Math.PI * x), PortableMath.CosOfTurns(x), 1e-12);
        }
    }
}

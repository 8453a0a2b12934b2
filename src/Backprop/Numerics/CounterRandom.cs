namespace Backprop.Numerics;

/// <summary>What a random number is drawn for; numbers of different purposes never share a stream.</summary>
internal enum RandomPurpose : uint
{
    InitialWeights = 1,
    Shuffle = 2,
    Split = 3,
    GeneratedData = 4,
    Sampling = 5,
    LayerNoise = 6,
    Augmentation = 7,
    Mixup = 8,
    Permutation = 10,
    BlockOrder = 21,
    HeldOutRow = 22,
    RowSample = 23,
    Candidate = 30,
}

/// <summary>
/// Counter-based random numbers, Philox 4×32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011).
/// A number is a pure function of (seed, purpose, stream, index): nothing depends on who draws first,
/// and every machine draws the same.
/// </summary>
internal readonly struct CounterRandom(ulong seed, RandomPurpose purpose, uint stream)
{
    internal const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
    private const double TwoToMinus53 = 1.0 / (1UL << 53);

    /// <summary>64 random bits.</summary>
    public ulong Bits(ulong index)
    {
        var (a, b, _, _) = Philox((uint)index, (uint)(index >> 32), stream, (uint)purpose, (uint)seed, (uint)(seed >> 32));
        return ((ulong)b << 32) | a;
    }

    /// <summary>Uniform in the open interval (0, 1), 53 bits: never 0, never 1.</summary>
    public double Uniform(ulong index) => ((Bits(index) >> 12) + 0.5) * (2 * TwoToMinus53);

    /// <summary>Uniform among 0 … count − 1; the bias is at most count / 2⁶⁴.</summary>
    public int Below(int count, ulong index) => (int)Math.BigMul(Bits(index), (ulong)count, out _);

    /// <summary>Standard normal: the inverse distribution function of a uniform number.</summary>
    public double Normal(ulong index) => NormalQuantile.At(Uniform(index));

    /// <summary>Fisher–Yates: a permutation that depends on the key alone.</summary>
    /// <param name="items">What is shuffled.</param>
    /// <param name="draws">How many numbers of the key were drawn for others before, default 0.</param>
    public void Shuffle(Span<int> items, ulong draws = 0)
    {
        const int Block = 256;
        Span<ulong> bits = stackalloc ulong[Block];
        for (int end = items.Length; end > 1;)
        {
            int first = Math.Max(1, end - Block);
            FillBits(draws + (ulong)first, bits[..(end - first)]);
            for (int last = end - 1; last >= first; last--)
            {
                int other = (int)Math.BigMul(bits[last - first], (ulong)last + 1, out _);
                (items[last], items[other]) = (items[other], items[last]);
            }
            end = first;
        }
    }

    /// <summary>bits[i] = <see cref="Bits"/>(first + i), eight at a time: integers have the same bits at any width.</summary>
    public void FillBits(ulong first, Span<ulong> bits)
    {
        int done = CounterRandomLanes.Pay ? CounterRandomLanes.FillBits(first, stream, (uint)purpose, (uint)seed, (uint)(seed >> 32), bits) : 0;
        for (; done < bits.Length; done++) bits[done] = Bits(first + (ulong)done);
    }

    /// <summary>The bare block function: four words of counter, two of key, ten rounds.</summary>
    internal static (uint, uint, uint, uint) Philox(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1)
    {
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0, product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return (c0, c1, c2, c3);
    }
}

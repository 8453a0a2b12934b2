using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// The random numbers of one transform for one image: a pure function of seed, epoch, data point and the transform's place in the list,
/// so that neither threads nor the cut of batches change them.
/// </summary>
internal readonly struct ImageDraws(ulong seed, uint epoch, int row, int transform)
{
    /// <summary>The most numbers of a transform, a pixel each.</summary>
    public const int Most = 1 << 24;

    /// <summary>The most transforms of a list.</summary>
    public const int MostTransforms = 256;

    private readonly CounterRandom _random = new(seed, RandomPurpose.Augmentation, epoch);
    private readonly ulong _first = ((ulong)(uint)row << 32) | ((ulong)transform * Most);

    /// <summary>Uniform between −largest and largest.</summary>
    public double Within(double largest, int index) => (2 * _random.Uniform(_first + (ulong)index) - 1) * largest;

    /// <summary>64 random bits a place.</summary>
    public void Fill(Span<ulong> bits) => _random.FillBits(_first, bits);
}

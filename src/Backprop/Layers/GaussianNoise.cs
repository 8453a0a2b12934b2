using System.Text.Json;
using Backprop.Numerics;

namespace Backprop;

/// <summary>Normal noise of mean 0 and deviation σ, added to each number in training.</summary>
public sealed class GaussianNoise : NoiseLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="deviation">σ, above 0; default 0.1.</param>
    /// <exception cref="InvalidInputException">The deviation is out of range.</exception>
    public GaussianNoise(float deviation = 0.1f) =>
        Deviation = Require(deviation > 0 && float.IsFinite(deviation), deviation, "The deviation of Gaussian noise must be a finite number above 0");

    /// <inheritdoc/>
    public override string Kind => "gaussian-noise";

    /// <summary>σ.</summary>
    public float Deviation { get; }

    internal static GaussianNoise Read(JsonElement settings) => new(ReadNumber(settings, "deviation"));

    internal override (float Scale, float Shift) Draw(uint bits) => (1, (float)(Deviation * NormalQuantile.At(Probability(bits))));

    internal override void Draw(ReadOnlySpan<uint> bits, Span<float> scales, Span<float> shifts)
    {
        const int Portion = 256;
        Span<double> numbers = stackalloc double[Portion];
        for (int start = 0; start < bits.Length; start += Portion)
        {
            int count = Math.Min(Portion, bits.Length - start);
            for (int i = 0; i < count; i++) numbers[i] = Probability(bits[start + i]);
            NormalQuantile.Replace(numbers[..count]);
            for (int i = 0; i < count; i++) shifts[start + i] = (float)(Deviation * numbers[i]);
        }
        scales.Fill(1);
    }

    // In the middle of its 2³² parts of the interval from 0 to 1.
    private static double Probability(uint bits) => (bits + 0.5) / 4294967296.0;

    /// <inheritdoc/>
    protected internal override void WriteSettings(Utf8JsonWriter json) => json.WriteNumber("deviation", Deviation);
}

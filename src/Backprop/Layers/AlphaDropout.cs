using System.Text.Json;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Dropout for SELU: a dropped number becomes α′ = −λα ≈ −1.758, SELU's least value, and all are scaled and shifted so that mean 0 and
/// variance 1 stay: a·x + b with a = (q + α′²·q·(1 − q))^−½, b = −a·(1 − q)·α′, q = 1 − p.
/// Klambauer et al., "Self-normalizing neural networks", 2017.
/// </summary>
public sealed class AlphaDropout : NoiseLayer
{
    private const double Least = -1.7580993408473766;

    private readonly float _scale, _shift, _droppedShift;

    /// <summary>Creates the layer.</summary>
    /// <param name="rate">p, above 0 and below 1; default 0.1.</param>
    /// <exception cref="InvalidInputException">The rate is out of range.</exception>
    public AlphaDropout(float rate = 0.1f)
    {
        Rate = Require(rate is > 0 and < 1, rate, "The rate of alpha dropout must be above 0 and below 1");
        double q = 1 - (double)rate, a = 1 / Math.Sqrt(q + Least * Least * q * (1 - q)), b = -a * (1 - q) * Least;
        (_scale, _shift, _droppedShift) = ((float)a, (float)b, (float)(a * Least + b));
    }

    /// <inheritdoc/>
    public override string Kind => "alpha-dropout";

    /// <summary>Kind and rate, such as <c>alpha-dropout 0.2</c>.</summary>
    public override string ToString() => $"{Kind} {ShortNumber.Of(Rate)}";

    /// <summary>p.</summary>
    public float Rate { get; }

    internal static AlphaDropout Read(JsonElement settings) => new(ReadNumber(settings, "rate"));

    internal override uint? Threshold => ThresholdOf(Rate);

    internal override (float Scale, float Shift) Draw(uint bits) => bits < ThresholdOf(Rate) ? (0, _droppedShift) : (_scale, _shift);

    /// <inheritdoc/>
    protected internal override void WriteSettings(Utf8JsonWriter json) => json.WriteNumber("rate", Rate);
}

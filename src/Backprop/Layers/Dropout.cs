using System.Text.Json;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Inverted dropout: in training each number is 0 with probability p, and 1/(1 − p) times itself otherwise, so that its mean stays.
/// Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014.
/// </summary>
public sealed class Dropout : NoiseLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="rate">p, above 0 and below 1; default 0.5.</param>
    /// <exception cref="InvalidInputException">The rate is out of range.</exception>
    public Dropout(float rate = 0.5f) => Rate = Require(rate is > 0 and < 1, rate, "The rate of dropout must be above 0 and below 1");

    /// <inheritdoc/>
    public override string Kind => "dropout";

    /// <summary>Kind and rate, such as <c>dropout 0.2</c>.</summary>
    public override string ToString() => $"{Kind} {ShortNumber.Of(Rate)}";

    /// <summary>p.</summary>
    public float Rate { get; }

    internal override bool HasShift => false;

    internal static Dropout Read(JsonElement settings) => new(ReadNumber(settings, "rate"));

    internal override uint? Threshold => ThresholdOf(Rate);

    internal override (float Scale, float Shift) Draw(uint bits) => (bits < ThresholdOf(Rate) ? 0 : (float)(1 / (1 - (double)Rate)), 0);

    /// <inheritdoc/>
    protected internal override void WriteSettings(Utf8JsonWriter json) => json.WriteNumber("rate", Rate);
}

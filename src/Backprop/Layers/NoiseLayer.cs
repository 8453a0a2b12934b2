using System.Text.Json;
using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// A layer that disturbs its inputs in training, and lets them through in prediction: each output is scale·input + shift,
/// drawn by seed, layer, epoch, data point and neuron, so that neither threads nor the cut of batches change a bit.
/// </summary>
public abstract class NoiseLayer : Layer
{
    private protected NoiseLayer() { }

    /// <inheritdoc/>
    public override int Outputs => Inputs;

    /// <summary>The layer in double; its draws are those of the engine for the first rows of a data set outside of training.</summary>
    public override ReferenceLayer ToReference() => new ReferenceNoise(Inputs, (point, neuron) => Draw(0, 0, point, neuron));

    /// <summary>Scale and shift for 32 random bits.</summary>
    internal abstract (float Scale, float Shift) Draw(uint bits);

    /// <summary>The same for many; the scales may stand where the bits do.</summary>
    internal virtual void Draw(ReadOnlySpan<uint> bits, Span<float> scales, Span<float> shifts)
    {
        for (int i = 0; i < bits.Length; i++) (scales[i], shifts[i]) = Draw(bits[i]);
    }

    /// <summary>Where there are two outcomes alone, the bits from which on the second happens; null for more.</summary>
    internal virtual uint? Threshold => null;

    /// <summary>The 32 random bits below which something of a probability happens.</summary>
    private protected static uint ThresholdOf(float probability) => (uint)Math.Ceiling(probability * 4294967296.0);

    /// <summary>Whether shifts are drawn too, rather than 0.</summary>
    internal virtual bool HasShift => true;

    internal (double Scale, double Shift) Draw(ulong seed, uint epoch, int row, int neuron)
    {
        var words = Words(seed, epoch, row, neuron / 4);
        return Draw((neuron % 4) switch { 0 => words.Item1, 1 => words.Item2, 2 => words.Item3, _ => words.Item4 });
    }

    /// <summary>Random bits for four neurons at once.</summary>
    internal (uint, uint, uint, uint) Words(ulong seed, uint epoch, int row, int group) =>
        CounterRandom.Philox((uint)group, (uint)row, epoch, Stream, (uint)seed, (uint)(seed >> 32));

    /// <summary>The purpose of the random bits, with the layer in it.</summary>
    internal uint Stream => (uint)RandomPurpose.LayerNoise | ((uint)Index << 8);

    internal override bool DrawsNumbers => true;

    internal override string? Outline => null;

    internal override int OutputsFor(int inputs) => inputs;

    internal override void CheckInputs(int inputs) { }

    internal override IEnumerable<(string Name, long[] Shape)> ParameterShapes(int inputs) => [];

    internal override void Initialize(ulong seed, uint index) { }

    internal override LayerPass CreatePass(PassOptions options) => options.ForTraining ? new NoisePass(this, options) : new SilentPass();

    /// <summary>Reads the one number that such a layer has.</summary>
    private protected static float ReadNumber(JsonElement settings, string name) => settings.GetProperty(name).GetSingle();

    private protected static float Require(bool fits, float value, string what) => fits
        ? value
        : throw new InvalidInputException(FormattableString.Invariant($"{what}, not {value}."));
}

using System.Text.Json;
using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// Layer normalization: each data point j is brought to mean 0 and variance 1 over its n features i,
/// x̂_ij = (x_ij − μ_j)/√(σ²_j + ε) with σ²_j = 1/n·Σ_i (x_ij − μ_j)², then y_ij = γ_i·x̂_ij + β_i; in training and in predictions alike.
/// Ba, Kiros and Hinton, "Layer normalization", 2016.
/// </summary>
public sealed class LayerNormalization : NormalizationLayer
{
    /// <summary>Creates the layer.</summary>
    /// <param name="epsilon">ε, above 0; default 1e-5, as in PyTorch.</param>
    /// <exception cref="InvalidInputException">ε is out of range.</exception>
    public LayerNormalization(float epsilon = DefaultEpsilon) : base(epsilon) { }

    /// <inheritdoc/>
    public override string Kind => "layer-normalization";

    /// <inheritdoc/>
    public override ReferenceLayer ToReference() => new ReferenceLayerNormalization(Parameters[0].ToDoubles(), Parameters[1].ToDoubles(), PrintedNumber.Of(Epsilon));

    internal static LayerNormalization Read(JsonElement settings) => new(settings.GetProperty("epsilon").GetSingle());

    internal override void CheckInputs(int inputs)
    {
        if (inputs == 1) throw new InvalidInputException("A layer normalization of a single number is always its shift. Put it behind a wider layer, or use batch normalization.");
    }

    internal override LayerPass CreatePass(PassOptions options) => new LayerNormalizationPass(this, options);

    internal override LayerPoint CreatePoint() => new LayerNormalizationPoint(this);
}

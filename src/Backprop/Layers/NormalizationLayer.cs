using System.Text.Json;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// A layer that normalizes, x̂ = (x − mean)/√(variance + ε), and then scales and shifts by what it learns: y_i = γ_i·x̂_i + β_i.
/// γ (<c>weight</c>) starts at 1, β (<c>bias</c>) at 0; both are vectors, so that weight decay leaves them alone.
/// </summary>
public abstract class NormalizationLayer : Layer
{
    /// <summary>ε where none is given, as in PyTorch.</summary>
    public const float DefaultEpsilon = 1e-5f;

    private protected NormalizationLayer(float epsilon) => Epsilon = float.IsFinite(epsilon) && epsilon > 0
        ? epsilon
        : throw new InvalidInputException(FormattableString.Invariant($"The epsilon of a normalization must be a finite number above 0, not {epsilon}."));

    /// <inheritdoc/>
    public override int Outputs => Inputs;

    /// <summary>ε, what keeps the divisor from 0.</summary>
    public float Epsilon { get; }

    /// <summary>γ, <c>[outputs, 1]</c>.</summary>
    public Matrix Scale => Parameters[0].Value;

    /// <summary>β, <c>[outputs, 1]</c>.</summary>
    public Matrix Shift => Parameters[1].Value;

    /// <inheritdoc/>
    protected internal override void WriteSettings(Utf8JsonWriter json) => json.WriteNumber("epsilon", Epsilon);

    internal override bool Normalizes => true;

    internal override string? Outline => null;

    internal override int OutputsFor(int inputs) => inputs;

    internal override void CheckInputs(int inputs) { }

    internal override IEnumerable<(string Name, long[] Shape)> ParameterShapes(int inputs) => [("weight", [inputs]), ("bias", [inputs])];

    internal override void Initialize(ulong seed, uint index)
    {
        Scale.Everything.Fill(1);
        Shift.Everything.Clear();
    }
}

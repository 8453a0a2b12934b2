namespace Backprop.Reference;

/// <summary>
/// Layer normalization of each data point over its n features i: x̂ᵢ = (xᵢ − μ)·s with s = 1/√(σ² + ε), yᵢ = γᵢ·x̂ᵢ + βᵢ;
/// ∂L_j/∂xᵢ = s·(hᵢ − 1/n·Σ h − x̂ᵢ·1/n·Σ h·x̂) with hᵢ = γᵢ·∂L_j/∂yᵢ; ∂L_j/∂γᵢ = ∂L_j/∂yᵢ·x̂ᵢ, ∂L_j/∂βᵢ = ∂L_j/∂yᵢ.
/// </summary>
public sealed class ReferenceLayerNormalization : ReferenceLayer
{
    private readonly Real[] _scale, _shift;
    private readonly Real _epsilon;

    private sealed record Normalized(Real[][] Inputs, Real[][] Activations, Real[][] Values, Real[] Inverses) : ReferenceLayerForward(Inputs, Activations);

    /// <summary>Creates the layer from copies of its parameters.</summary>
    /// <param name="scale">γ.</param>
    /// <param name="shift">β.</param>
    /// <param name="epsilon">ε.</param>
    public ReferenceLayerNormalization(Real[] scale, Real[] shift, Real epsilon)
    {
        (_scale, _shift, _epsilon) = ([.. scale], [.. shift], epsilon);
        Parameters = [new("weight", [scale.Length], _scale, IsBias: true), new("bias", [scale.Length], _shift, IsBias: true)];
    }

    /// <inheritdoc/>
    public override int Inputs => _scale.Length;

    /// <inheritdoc/>
    public override int Outputs => _scale.Length;

    /// <summary>γ, then β; both count as biases, which weight decay leaves alone.</summary>
    public override IReadOnlyList<ReferenceParameter> Parameters { get; }

    /// <inheritdoc/>
    public override ReferenceLayerForward Forward(Real[][] inputs, ReferenceMode mode)
    {
        Real[] means = [.. inputs.Select(x => x.Average())];
        Real[] inverses = [.. inputs.Select((x, j) => 1 / Real.Sqrt(x.Average(value => (value - means[j]) * (value - means[j])) + _epsilon))];
        Real[][] normalized = [.. inputs.Select((x, j) => x.Select(value => (value - means[j]) * inverses[j]).ToArray())];
        return new Normalized(inputs, [.. normalized.Select(Scaled)], normalized, inverses);
    }

    private Real[] Scaled(Real[] normalized) => [.. normalized.Select((value, i) => _scale[i] * value + _shift[i])];

    /// <inheritdoc/>
    public override ReferenceLayerBackward Backward(
        ReferenceLayerForward forward, Real[][] activationGradients, ReferenceReduction reduction)
    {
        var own = (Normalized)forward;
        Real[][] inputGradients = [.. activationGradients.Select((gradients, j) => InputGradients(gradients, own.Values[j], own.Inverses[j]))];
        int points = activationGradients.Length;
        Real[] scale = [.. _scale.Select((_, i) => reduction.Of(activationGradients.Zip(own.Values, (g, x) => g[i] * x[i]).Sum(), points))];
        Real[] shift = [.. _shift.Select((_, i) => reduction.Of(activationGradients.Sum(g => g[i]), points))];
        return new(inputGradients, [scale, shift]);
    }

    private Real[] InputGradients(Real[] gradients, Real[] normalized, Real inverse)
    {
        Real[] h = [.. gradients.Select((g, i) => _scale[i] * g)];
        Real mean = h.Average(), product = h.Zip(normalized, (a, b) => a * b).Average();
        return [.. h.Select((value, i) => inverse * (value - mean - normalized[i] * product))];
    }
}

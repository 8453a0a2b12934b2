namespace Backprop.Reference;

/// <summary>
/// Batch normalization of each feature i over the N data points j of the batch, in training:
/// x̂ᵢⱼ = (xᵢⱼ − μᵢ)·sᵢ with sᵢ = 1/√(σ²ᵢ + ε), yᵢⱼ = γᵢ·x̂ᵢⱼ + βᵢ. Every data point moves μ and σ², so that
/// ∂L/∂xᵢⱼ = γᵢ·sᵢ·(gᵢⱼ − 1/N·Σ_j g − x̂ᵢⱼ·1/N·Σ_j g·x̂) with g = ∂L/∂y and L = Σ_j L_j.
/// In inference, and for a batch of one data point, μ and σ² are the running ones, which nothing moves.
/// </summary>
public sealed class ReferenceBatchNormalization : ReferenceLayer
{
    private readonly Real[] _scale, _shift;
    private readonly Real _momentum, _epsilon;

    private sealed record Normalized(Real[][] Inputs, Real[][] Activations, Real[][] Values, Real[] Inverses, bool OwnStatistics)
        : ReferenceLayerForward(Inputs, Activations);

    /// <summary>Creates the layer from copies of its numbers.</summary>
    /// <param name="scale">γ.</param>
    /// <param name="shift">β.</param>
    /// <param name="runningMean">The running μ.</param>
    /// <param name="runningVariance">The running σ².</param>
    /// <param name="momentum">The weight of a batch in the running statistics.</param>
    /// <param name="epsilon">ε.</param>
    public ReferenceBatchNormalization(Real[] scale, Real[] shift, Real[] runningMean, Real[] runningVariance, Real momentum, Real epsilon)
    {
        (_scale, _shift, RunningMean, RunningVariance) = ([.. scale], [.. shift], [.. runningMean], [.. runningVariance]);
        (_momentum, _epsilon) = (momentum, epsilon);
        Parameters = [new("weight", [scale.Length], _scale, IsBias: true), new("bias", [scale.Length], _shift, IsBias: true)];
    }

    /// <inheritdoc/>
    public override int Inputs => _scale.Length;

    /// <inheritdoc/>
    public override int Outputs => _scale.Length;

    /// <summary>γ, then β; both count as biases, which weight decay leaves alone.</summary>
    public override IReadOnlyList<ReferenceParameter> Parameters { get; }

    /// <summary>The running mean of each feature.</summary>
    public Real[] RunningMean { get; }

    /// <summary>The running variance of each feature.</summary>
    public Real[] RunningVariance { get; }

    /// <summary>running ← running + momentum·(batch − running), the batch's variance being Σ (x − μ)²/(N − 1). A batch of one data point changes nothing.</summary>
    public override void TakeStatistics(ReferenceLayerForward forward)
    {
        Real[][] inputs = forward.Inputs;
        if (inputs.Length < 2) return;
        for (int i = 0; i < Inputs; i++)
        {
            var (mean, variance) = Statistics(inputs, i);
            RunningMean[i] += _momentum * (mean - RunningMean[i]);
            RunningVariance[i] += _momentum * (variance * inputs.Length / (inputs.Length - 1) - RunningVariance[i]);
        }
    }

    /// <inheritdoc/>
    public override ReferenceLayerForward Forward(Real[][] inputs, ReferenceMode mode)
    {
        bool own = mode == ReferenceMode.Training && inputs.Length > 1;
        var statistics = Enumerable.Range(0, Inputs).Select(i => own ? Statistics(inputs, i) : (Mean: RunningMean[i], Variance: RunningVariance[i])).ToArray();
        Real[] inverses = [.. statistics.Select(feature => 1 / Real.Sqrt(feature.Variance + _epsilon))];
        Real[][] normalized = [.. inputs.Select(x => x.Select((value, i) => (value - statistics[i].Mean) * inverses[i]).ToArray())];
        return new Normalized(inputs, [.. normalized.Select(x => x.Select((value, i) => _scale[i] * value + _shift[i]).ToArray())], normalized, inverses, own);
    }

    private static (Real Mean, Real Variance) Statistics(Real[][] inputs, int i)
    {
        Real mean = inputs.Average(x => x[i]);
        return (mean, inputs.Average(x => (x[i] - mean) * (x[i] - mean)));
    }

    /// <inheritdoc/>
    public override ReferenceLayerBackward Backward(
        ReferenceLayerForward forward, Real[][] activationGradients, ReferenceReduction reduction)
    {
        var own = (Normalized)forward;
        int points = activationGradients.Length;
        Real[] shift = [.. _shift.Select((_, i) => activationGradients.Sum(g => g[i]))];
        Real[] scale = [.. _scale.Select((_, i) => activationGradients.Zip(own.Values, (g, x) => g[i] * x[i]).Sum())];
        double moved = own.OwnStatistics ? 1.0 / points : 0;
        Real[][] inputGradients = [.. activationGradients.Select((gradients, j) => gradients.Select((g, i) =>
            _scale[i] * own.Inverses[i] * (g - moved * shift[i] - own.Values[j][i] * moved * scale[i])).ToArray())];
        return new(inputGradients, [[.. scale.Select(sum => reduction.Of(sum, points))], [.. shift.Select(sum => reduction.Of(sum, points))]]);
    }
}

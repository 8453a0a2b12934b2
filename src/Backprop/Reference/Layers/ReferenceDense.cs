namespace Backprop.Reference;

/// <summary>
/// A layer of neurons, each connected to every input, as the derivation writes it.
/// <list type="bullet">
/// <item>forward: xᵢ = Σₖ wᵢₖ·aₖ + bᵢ, then f(x)</item>
/// <item>backward: δᵢ = ∂L_j/∂xᵢ, and for the layer before ∂L_j/∂aₖ = Σᵢ δᵢ·wᵢₖ</item>
/// <item>gradient: ∂L_j/∂wᵢₖ = δᵢ·aₖ, ∂L_j/∂bᵢ = δᵢ, averaged (or summed) over the data points j</item>
/// </list>
/// </summary>
public sealed class ReferenceDense : ReferenceLayer
{
    private readonly Real[] _weights;   // [out, in], row-major
    private readonly Real[] _biases;    // [out]

    /// <summary>Creates the layer from copies of its weights and biases.</summary>
    /// <param name="weights">w, [out, in].</param>
    /// <param name="biases">b, [out].</param>
    /// <param name="activation">f.</param>
    /// <exception cref="ArgumentException">There is no input or no output, or not one bias for each output.</exception>
    public ReferenceDense(Real[,] weights, Real[] biases, ReferenceActivation activation)
    {
        if (weights.Length == 0)
            throw new ArgumentException("Weights [out, in] need at least one output and one input.", nameof(weights));
        if (biases.Length != weights.GetLength(0))
            throw new ArgumentException($"Weights for {weights.GetLength(0)} outputs need as many biases, not {biases.Length}.", nameof(biases));
        Outputs = weights.GetLength(0);
        Inputs = weights.GetLength(1);
        Activation = activation;
        _weights = [.. weights.Cast<Real>()];
        _biases = [.. biases];
        Parameters = [new("weights", [Outputs, Inputs], _weights, IsBias: false), new("biases", [Outputs], _biases, IsBias: true)];
    }

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <summary>f.</summary>
    public override ReferenceActivation Activation { get; }

    /// <summary>The weights [out, in], then the biases [out].</summary>
    public override IReadOnlyList<ReferenceParameter> Parameters { get; }

    /// <inheritdoc/>
    public override ReferenceLayerForward Forward(Real[][] inputs, ReferenceMode mode)
    {
        Real[][] weightedSums = [.. inputs.Select(WeightedSums)];
        Real[][] activations = [.. weightedSums.Select(Activation.Activate)];
        return new(inputs, activations) { WeightedSums = weightedSums };
    }

    /// <summary>xᵢ = Σₖ wᵢₖ·aₖ + bᵢ for one data point.</summary>
    private Real[] WeightedSums(Real[] a)
    {
        var x = new Real[Outputs];
        for (int i = 0; i < Outputs; i++)
        {
            for (int k = 0; k < Inputs; k++) x[i] += Weight(i, k) * a[k];
            x[i] += _biases[i];
        }
        return x;
    }

    /// <inheritdoc/>
    public override ReferenceLayerBackward Backward(
        ReferenceLayerForward forward, Real[][] activationGradients, ReferenceReduction reduction)
    {
        Real[][] deltas = [.. activationGradients.Select((gradients, j) =>
            Activation.Deltas(forward.WeightedSums![j], forward.Activations[j], gradients))];
        return BackwardFromDeltas(forward, deltas, reduction);
    }

    /// <inheritdoc/>
    public override ReferenceLayerBackward BackwardFromDeltas(
        ReferenceLayerForward forward, Real[][] deltas, ReferenceReduction reduction)
    {
        Real[][] derivatives = [.. forward.WeightedSums!.Zip(forward.Activations, Activation.Derivatives)];
        Real[][] inputGradients = [.. deltas.Select(InputGradients)];
        Real[] weights = WeightGradients(deltas, forward.Inputs, reduction), biases = BiasGradients(deltas, reduction);
        return new(inputGradients, [weights, biases]) { Derivatives = derivatives, Deltas = deltas };
    }

    /// <summary>∂L_j/∂aₖ = Σᵢ δᵢ·wᵢₖ for one data point.</summary>
    private Real[] InputGradients(Real[] delta)
    {
        var gradients = new Real[Inputs];
        for (int k = 0; k < Inputs; k++)
            for (int i = 0; i < Outputs; i++) gradients[k] += delta[i] * Weight(i, k);
        return gradients;
    }

    /// <summary>∂L/∂wᵢₖ: the mean (or sum) of δᵢ·aₖ over the data points, [out, in] row-major.</summary>
    private Real[] WeightGradients(Real[][] deltas, Real[][] inputs, ReferenceReduction reduction)
    {
        var gradients = new Real[Outputs * Inputs];
        for (int i = 0; i < Outputs; i++)
            for (int k = 0; k < Inputs; k++)
            {
                Real sum = 0;
                for (int j = 0; j < deltas.Length; j++) sum += deltas[j][i] * inputs[j][k];
                gradients[i * Inputs + k] = reduction.Of(sum, deltas.Length);
            }
        return gradients;
    }

    /// <summary>∂L/∂bᵢ: the mean (or sum) of δᵢ over the data points, [out].</summary>
    private Real[] BiasGradients(Real[][] deltas, ReferenceReduction reduction)
    {
        var gradients = new Real[Outputs];
        for (int i = 0; i < Outputs; i++) gradients[i] = reduction.Of(deltas.Sum(delta => delta[i]), deltas.Length);
        return gradients;
    }

    /// <inheritdoc/>
    public override bool MeetsKink(ReferenceLayerForward one, ReferenceLayerForward other) => Activation.MeetsKink(one.WeightedSums!, other.WeightedSums!);

    private Real Weight(int i, int k) => _weights[i * Inputs + k];
}

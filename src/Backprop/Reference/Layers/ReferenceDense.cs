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
    private readonly double[] _weights;   // [out, in], row-major
    private readonly double[] _biases;    // [out]

    /// <summary>Creates the layer from copies of its weights and biases.</summary>
    /// <param name="weights">w, [out, in].</param>
    /// <param name="biases">b, [out].</param>
    /// <param name="activation">f.</param>
    /// <exception cref="ArgumentException">There is no input or no output, or not one bias for each output.</exception>
    public ReferenceDense(double[,] weights, double[] biases, ReferenceActivation activation)
    {
        if (weights.Length == 0)
            throw new ArgumentException("Weights [out, in] need at least one output and one input.", nameof(weights));
        if (biases.Length != weights.GetLength(0))
            throw new ArgumentException($"Weights for {weights.GetLength(0)} outputs need as many biases, not {biases.Length}.", nameof(biases));
        Outputs = weights.GetLength(0);
        Inputs = weights.GetLength(1);
        Activation = activation;
        _weights = [.. weights.Cast<double>()];
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
    public override ReferenceLayerForward Forward(double[][] inputs, ReferenceMode mode)
    {
        double[][] weightedSums = [.. inputs.Select(WeightedSums)];
        double[][] activations = [.. weightedSums.Select(Activation.Activate)];
        return new(inputs, activations) { WeightedSums = weightedSums };
    }

    /// <summary>xᵢ = Σₖ wᵢₖ·aₖ + bᵢ for one data point.</summary>
    private double[] WeightedSums(double[] a)
    {
        var x = new double[Outputs];
        for (int i = 0; i < Outputs; i++)
        {
            for (int k = 0; k < Inputs; k++) x[i] += Weight(i, k) * a[k];
            x[i] += _biases[i];
        }
        return x;
    }

    /// <inheritdoc/>
    public override ReferenceLayerBackward Backward(
        ReferenceLayerForward forward, double[][] activationGradients, ReferenceReduction reduction)
    {
        double[][] deltas = [.. activationGradients.Select((gradients, j) =>
            Activation.Deltas(forward.WeightedSums![j], forward.Activations[j], gradients))];
        return BackwardFromDeltas(forward, deltas, reduction);
    }

    /// <inheritdoc/>
    public override ReferenceLayerBackward BackwardFromDeltas(
        ReferenceLayerForward forward, double[][] deltas, ReferenceReduction reduction)
    {
        double[][] derivatives = [.. forward.WeightedSums!.Zip(forward.Activations, Activation.Derivatives)];
        double[][] inputGradients = [.. deltas.Select(InputGradients)];
        double[] weights = WeightGradients(deltas, forward.Inputs, reduction), biases = BiasGradients(deltas, reduction);
        return new(inputGradients, [weights, biases]) { Derivatives = derivatives, Deltas = deltas };
    }

    /// <summary>∂L_j/∂aₖ = Σᵢ δᵢ·wᵢₖ for one data point.</summary>
    private double[] InputGradients(double[] delta)
    {
        var gradients = new double[Inputs];
        for (int k = 0; k < Inputs; k++)
            for (int i = 0; i < Outputs; i++) gradients[k] += delta[i] * Weight(i, k);
        return gradients;
    }

    /// <summary>∂L/∂wᵢₖ: the mean (or sum) of δᵢ·aₖ over the data points, [out, in] row-major.</summary>
    private double[] WeightGradients(double[][] deltas, double[][] inputs, ReferenceReduction reduction)
    {
        var gradients = new double[Outputs * Inputs];
        for (int i = 0; i < Outputs; i++)
            for (int k = 0; k < Inputs; k++)
            {
                double sum = 0;
                for (int j = 0; j < deltas.Length; j++) sum += deltas[j][i] * inputs[j][k];
                gradients[i * Inputs + k] = reduction.Of(sum, deltas.Length);
            }
        return gradients;
    }

    /// <summary>∂L/∂bᵢ: the mean (or sum) of δᵢ over the data points, [out].</summary>
    private double[] BiasGradients(double[][] deltas, ReferenceReduction reduction)
    {
        var gradients = new double[Outputs];
        for (int i = 0; i < Outputs; i++) gradients[i] = reduction.Of(deltas.Sum(delta => delta[i]), deltas.Length);
        return gradients;
    }

    /// <inheritdoc/>
    public override bool MeetsKink(ReferenceLayerForward one, ReferenceLayerForward other) => Activation.MeetsKink(one.WeightedSums!, other.WeightedSums!);

    private double Weight(int i, int k) => _weights[i * Inputs + k];
}

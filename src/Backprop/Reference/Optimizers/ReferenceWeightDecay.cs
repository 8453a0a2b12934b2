namespace Backprop.Reference;

/// <summary>
/// L2 regularization: λ·w is added to the gradient of the batch, which is the gradient of the penalty ½·λ·Σ w².
/// Decoupled (Loshchilov and Hutter, 2019): the gradient is left alone, and w ← w − η·λ·w.
/// The loss that a training run reports is the data's alone, without the penalty.
/// </summary>
/// <param name="Rate">λ; 0 decays nothing.</param>
/// <param name="DecayBiases">Whether biases decay too, which is PyTorch's habit; false by default.</param>
public sealed record ReferenceWeightDecay(double Rate, bool DecayBiases = false)
{
    /// <summary>No decay.</summary>
    public static ReferenceWeightDecay None { get; } = new(0);

    /// <summary>½·λ·Σ w² over the parameters that decay.</summary>
    public double Penalty(IEnumerable<ReferenceParameter> parameters) =>
        0.5 * Rate * parameters.Where(Decays).Sum(parameter => parameter.Values.Sum(w => w * w));

    /// <summary>The gradient with λ·w added, as a new array; without it for a parameter that does not decay.</summary>
    public double[] AddTo(double[] gradients, ReferenceParameter parameter) =>
        Decays(parameter) ? [.. gradients.Zip(parameter.Values, (gradient, w) => gradient + Rate * w)] : [.. gradients];

    /// <summary>w ← w − η·λ·w, where the parameter decays.</summary>
    public void Shrink(ReferenceParameter parameter, double learningRate)
    {
        if (!Decays(parameter)) return;
        for (int i = 0; i < parameter.Values.Length; i++) parameter.Values[i] -= learningRate * Rate * parameter.Values[i];
    }

    private bool Decays(ReferenceParameter parameter) => Rate != 0 && (DecayBiases || !parameter.IsBias);
}

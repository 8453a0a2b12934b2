namespace Backprop.Reference;

/// <summary>What keeps gradients and weights small beside weight decay.</summary>
/// <param name="L1">λ₁ of g ← g + λ₁·sign(w), for weights; 0 for none.</param>
/// <param name="ClipValue">The most that a number of the gradient may be in size.</param>
/// <param name="ClipNorm">The most that the norm of all gradients together may be.</param>
/// <param name="MaxNorm">The most that the norm of the weights into a neuron may be.</param>
public sealed record ReferenceRegularization(
    double L1 = 0, double ClipValue = double.PositiveInfinity, double ClipNorm = double.PositiveInfinity, double MaxNorm = double.PositiveInfinity)
{
    /// <summary>g ← g·min(1, clip/(‖g‖ + 1e-6)), the norm over all parameters; then each number into [−clip, clip]. New arrays.</summary>
    public IReadOnlyList<double[]> Clip(IReadOnlyList<double[]> gradients)
    {
        double norm = Math.Sqrt(gradients.Sum(gradient => gradient.Sum(g => g * g)));
        double factor = double.IsPositiveInfinity(ClipNorm) ? 1 : Math.Min(1, ClipNorm / (norm + 1e-6));
        return [.. gradients.Select(gradient => gradient.Select(g => Math.Clamp(factor * g, -ClipValue, ClipValue)).ToArray())];
    }

    /// <summary>The gradient with λ₁·sign(w) added, as a new array; without it for biases.</summary>
    public double[] AddL1(double[] gradient, ReferenceParameter parameter) =>
        parameter.IsBias ? [.. gradient] : [.. gradient.Zip(parameter.Values, (g, w) => g + L1 * Math.Sign(w))];

    /// <summary>w ← w·limit/‖w‖ for the weights into each neuron whose norm is above the limit.</summary>
    public void LimitNorms(ReferenceParameter parameter)
    {
        if (parameter.Shape.Count < 2) return;
        int inputs = parameter.Shape[1];
        for (int first = 0; first < parameter.Values.Length; first += inputs)
        {
            double norm = Math.Sqrt(parameter.Values.Skip(first).Take(inputs).Sum(w => w * w));
            if (norm > MaxNorm)
                for (int i = first; i < first + inputs; i++) parameter.Values[i] *= MaxNorm / norm;
        }
    }
}

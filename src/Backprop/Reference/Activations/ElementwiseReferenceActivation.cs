namespace Backprop.Reference;

/// <summary>An activation that treats every neuron alone: aᵢ = f(xᵢ), so that δᵢ = (∂L/∂aᵢ)·f′(xᵢ).</summary>
public abstract class ElementwiseReferenceActivation : ReferenceActivation
{
    /// <summary>f(x).</summary>
    public abstract double Value(double x);

    /// <summary>f′(x), with a = f(x) at hand.</summary>
    public abstract double Derivative(double x, double a);

    /// <inheritdoc/>
    public sealed override double[] Activate(double[] weightedSums) => [.. weightedSums.Select(Value)];

    /// <inheritdoc/>
    public sealed override double[] Derivatives(double[] weightedSums, double[] activations) =>
        [.. weightedSums.Zip(activations, Derivative)];

    /// <inheritdoc/>
    public sealed override double[] Deltas(double[] weightedSums, double[] activations, double[] activationGradients) =>
        [.. Derivatives(weightedSums, activations).Zip(activationGradients, (derivative, gradient) => gradient * derivative)];
}

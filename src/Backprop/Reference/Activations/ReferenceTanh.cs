namespace Backprop.Reference;

/// <summary>f(x) = tanh x, f′(x) = 1 − a².</summary>
public sealed class ReferenceTanh : ElementwiseReferenceActivation
{
    /// <inheritdoc/>
    public override string Name => "tanh";

    /// <inheritdoc/>
    public override double Value(double x) => Math.Tanh(x);

    /// <inheritdoc/>
    /// <remarks>1 − tanh²x = 1/cosh²x, which keeps its digits where |a| is near 1.</remarks>
    public override double Derivative(double x, double a) => 1 / Math.Cosh(x) / Math.Cosh(x);
}

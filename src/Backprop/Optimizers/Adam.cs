namespace Backprop;

/// <summary>
/// Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − η·m̂/(√v̂ + ε), m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ).
/// Kingma and Ba, "Adam: a method for stochastic optimization", 2015. Weight decay joins the gradient, as in PyTorch.
/// </summary>
public sealed class Adam : MomentOptimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="learningRate">η, above 0; default 0.001.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public Adam(float learningRate = 0.001f) : base(learningRate) { }

    private Adam(OptimizerSettings settings) : base(settings) { }

    /// <inheritdoc/>
    public override string Name => "adam";

    internal static Adam From(OptimizerSettings settings) => new(settings);

    internal override UpdateKernel CreateKernel()
    {
        var settings = Settings;
        return UpdateKernel.Of((step, rate) => new AdamRule(step, rate, settings));
    }
}

using Backprop.Reference;

namespace Backprop;

/// <summary>
/// Limited-memory BFGS for small data: each step goes along −H·g, where the inverse Hessian H is made of the last ten changes of weights and gradients,
/// as far as a line search by the strong Wolfe conditions says. A step takes several evaluations of the loss, all of the whole data set,
/// which therefore must be one batch; training ends as soon as no step lowers the loss.
/// Liu and Nocedal, "On the limited memory BFGS method for large scale optimization", 1989; formulas in <see cref="ReferenceLBfgs"/> and <see cref="StrongWolfe"/>.
/// </summary>
public sealed class LBfgs : Optimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="learningRate">η, the step along the direction that each line search tries first, above 0; default 1. A schedule has no say.</param>
    /// <exception cref="InvalidInputException">The learning rate is not a finite number above 0.</exception>
    public LBfgs(float learningRate = 1) : base(learningRate) { }

    /// <inheritdoc/>
    public override string Name => "lbfgs";

    /// <summary>For each of the last ten steps, the newest first, the change of the weights and that of the gradient; 0 where there was none.</summary>
    public override IReadOnlyList<string> SlotNames { get; } =
        [.. Enumerable.Range(0, ReferenceLBfgs.History).SelectMany(age => new[] { FormattableString.Invariant($"step{age}"), FormattableString.Invariant($"change{age}") })];

    /// <inheritdoc/>
    public override bool SearchesAlongLines => true;

    /// <inheritdoc/>
    public override OptimizerSettings Settings => CommonSettings;

    internal static LBfgs From(OptimizerSettings settings) => new((float)settings.LearningRate!.Value)
    {
        WeightDecay = (float)settings.WeightDecay!.Value,
        DecayBiases = settings.DecayBiases!.Value,
    };

    internal override UpdateKernel CreateKernel() => throw new NotSupportedException("L-BFGS changes no number by itself.");
}

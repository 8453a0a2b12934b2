using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// How gradients change parameters. Immutable: what it remembers from step to step stands in slots that the training run owns,
/// as many matrices of a parameter's shape as <see cref="SlotCount"/> says.
/// </summary>
public abstract class Optimizer
{
    private protected Optimizer(float learningRate)
    {
        if (!float.IsFinite(learningRate) || learningRate <= 0)
            throw new InvalidInputException(FormattableString.Invariant($"The learning rate must be a finite number above 0, not {learningRate}."));
        LearningRate = learningRate;
    }

    /// <summary>Name in files and on the command line, such as <c>sgd</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The factor η of an update.</summary>
    public float LearningRate { get; }

    /// <summary>The same rule in scalar double precision.</summary>
    public abstract ReferenceOptimizer CreateReference();

    /// <summary>How many matrices the rule keeps for each parameter from step to step.</summary>
    internal virtual int SlotCount => 0;

    /// <summary>The loop over a parameter, for the vector width in use.</summary>
    internal abstract UpdateKernel CreateKernel();
}

using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// How gradients change parameters. Immutable: what it remembers from step to step stands in slots that the training run owns,
/// as many matrices of a parameter's shape as <see cref="SlotNames"/> lists.
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

    /// <summary>
    /// λ: λ·w joins the mean gradient (L2 regularization, the gradient of ½·λ·Σ w²), or, where <see cref="DecouplesWeightDecay"/>,
    /// w shrinks by η·λ·w beside the rule. Default 0, none; 0.01 in <see cref="AdamW"/>. The reported loss is the data's alone.
    /// </summary>
    public float WeightDecay { get; init => field = OptimizerRange.NotNegative(value, "weight decay"); }

    /// <summary>Whether vectors, such as biases, decay too, which is PyTorch's habit; default false: weights alone.</summary>
    public bool DecayBiases { get; init; }

    /// <summary>Whether weight decay shrinks the weights beside the rule, rather than joining the gradient.</summary>
    public virtual bool DecouplesWeightDecay => false;

    /// <summary>Whether a step takes several evaluations of the loss of the whole data set, which must be one batch; false by default.</summary>
    public virtual bool SearchesAlongLines => false;

    /// <summary>What the rule keeps for each number of a parameter from step to step, such as <c>velocity</c>; none by default.</summary>
    public virtual IReadOnlyList<string> SlotNames => [];

    /// <summary>Name and options, from which <see cref="Create"/> makes an equal optimizer. An option that the rule does not have is null.</summary>
    public abstract OptimizerSettings Settings { get; }

    /// <summary>Names that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Names => OptimizerCatalog.Names;

    /// <summary>The optimizer of a name with its options; those that are null have their defaults.</summary>
    /// <exception cref="InvalidInputException">The name is unknown, the rule has no such option, or a value is out of range.</exception>
    public static Optimizer Create(OptimizerSettings settings) => OptimizerCatalog.Create(settings);

    /// <summary>The options that a rule has, with their defaults.</summary>
    /// <exception cref="InvalidInputException">The name is unknown.</exception>
    public static OptimizerSettings DefaultsOf(string name) => OptimizerCatalog.Defaults(name);

    /// <summary>The same rule in scalar double precision.</summary>
    /// <exception cref="InvalidInputException">A step takes several evaluations (<see cref="SearchesAlongLines"/>), not a gradient: see <see cref="ReferenceLBfgs"/>.</exception>
    public ReferenceOptimizer CreateReference() => OptimizerCatalog.CreateReference(Settings);

    /// <summary>What each slot starts as; 0 by default.</summary>
    internal virtual float SlotStart(int slot) => 0;

    /// <summary>The loop over a parameter, for the vector width in use.</summary>
    internal abstract UpdateKernel CreateKernel();

    /// <summary>Refuses options that do not go together.</summary>
    internal virtual void Check() { }

    /// <summary>The settings that every optimizer has.</summary>
    private protected OptimizerSettings CommonSettings => new()
    {
        Name = Name,
        LearningRate = Exactly(LearningRate),
        WeightDecay = Exactly(WeightDecay),
        DecayBiases = DecayBiases,
    };

    /// <summary>The double that prints like the float: 0.1 and not 0.10000000149.</summary>
    private protected static double Exactly(float value) => PrintedNumber.Of(value);
}

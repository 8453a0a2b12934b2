using Backprop.Numerics;
using Backprop.Reference;

namespace Backprop;

/// <summary>
/// The loss of a data point, L_j, from its targets t and the activations a of the last layer.
/// The loss of a data set is the mean of L_j over its data points; nothing else is averaged unless the formula says so.
/// </summary>
public abstract class Loss
{
    private protected Loss() { }

    /// <summary>Name in files and on the command line, such as <c>squared-error</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The same loss in scalar double precision, as the derivation writes it.</summary>
    public abstract ReferenceLoss Reference { get; }

    /// <summary>The derivation's: L_j = Σ (t − a)², summed over outputs; δ = −2(t − a)·f′(x).</summary>
    public static Loss SquaredError { get; } = new SquaredError();

    /// <summary>The textbook's: L_j = ½·Σ (t − a)²; δ = −(t − a)·f′(x).</summary>
    public static Loss HalfSquaredError { get; } = new HalfSquaredError();

    /// <summary>PyTorch's and Keras's: L_j = (1/outputs)·Σ (t − a)².</summary>
    public static Loss MeanSquaredError { get; } = new MeanSquaredError();

    /// <summary>What scikit-learn's MLPRegressor reports: L_j = (1/(2·outputs))·Σ (t − a)². Its own back-propagation leaves out the 1/outputs; ours does not.</summary>
    public static Loss HalfMeanSquaredError { get; } = new HalfMeanSquaredError();

    /// <summary>L_j = −Σ t·ln a: for exclusive classes. With softmax it is computed from the weighted sums, and δ = a·Σt − t.</summary>
    public static Loss CrossEntropy { get; } = new CrossEntropy();

    /// <summary>L_j = −Σ [t·ln a + (1 − t)·ln(1 − a)]: for independent yes/no outputs. With sigmoid it is computed from the weighted sums, and δ = a − t.</summary>
    public static Loss BinaryCrossEntropy { get; } = new BinaryCrossEntropy();

    /// <summary>Every loss, in the order in which help lists them: the one place where a new one is registered.</summary>
    public static IReadOnlyList<Loss> All { get; } = [SquaredError, HalfSquaredError, MeanSquaredError, HalfMeanSquaredError, CrossEntropy, BinaryCrossEntropy];

    /// <summary>The loss of a name.</summary>
    /// <exception cref="InvalidInputException">The name is unknown.</exception>
    public static Loss Parse(string name) =>
        All.FirstOrDefault(loss => loss.Name == name)
        ?? throw new InvalidInputException($"Unknown loss '{name}'. Known: {string.Join(", ", All.Select(known => known.Name))}.");

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Whether loss and δ are computed from the weighted sums of this activation in one step.</summary>
    internal virtual bool IsFusedWith(Activation activation) => false;

    /// <summary>Whether the formula takes logarithms of activations, which must then be probabilities, as must the targets.</summary>
    internal virtual bool NeedsProbabilities => false;

    /// <summary>The loops over a batch, for the vector width in use.</summary>
    internal abstract LossKernel CreateKernel(bool fused);

    /// <summary>Refuses a last layer whose activations the formula cannot take.</summary>
    /// <exception cref="InvalidInputException">The pairing is not defined.</exception>
    internal void CheckOutputs(Activation? activation)
    {
        if (!NeedsProbabilities || activation is { GivesProbabilities: true }) return;
        string outputs = activation is null ? "the last layer's outputs are not" : $"'{activation.Name}' does not give them";
        throw new InvalidInputException(
            $"Loss '{Name}' needs outputs between 0 and 1, and {outputs}. Use softmax (exclusive classes) or sigmoid as output activation, or the loss squared-error.");
    }

    /// <summary>Refuses a target that the formula cannot take.</summary>
    /// <exception cref="InvalidInputException">A target lies outside the loss's domain.</exception>
    internal void CheckTarget(float target, int row, int output)
    {
        if (!float.IsFinite(target))
            throw new InvalidInputException($"Target {output + 1} of data point {row + 1} is {target}, not a finite number.");
        if (NeedsProbabilities && (target < 0 || target > 1))
            throw new InvalidInputException(
                $"Loss '{Name}' needs targets between 0 and 1, but target {output + 1} of data point {row + 1} is {target}. Use squared-error for numbers.");
    }
}

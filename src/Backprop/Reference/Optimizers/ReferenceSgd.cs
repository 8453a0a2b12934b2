namespace Backprop.Reference;

/// <summary>
/// Gradient descent, plain or with momentum in PyTorch's form: v ← μ·v + g, w ← w − η·v;
/// Nesterov's takes the step that the next velocity points to: w ← w − η·(g + μ·v).
/// Plain (μ = 0): w ← w − η·g.
/// Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013.
/// </summary>
public sealed class ReferenceSgd : ReferenceOptimizer
{
    private readonly double _momentum;
    private readonly bool _nesterov;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ; 0 (the default) for none.</param>
    /// <param name="nesterov">Whether the momentum is Nesterov's; false by default.</param>
    public ReferenceSgd(double learningRate, double momentum = 0, bool nesterov = false) =>
        (LearningRate, _momentum, _nesterov) = (learningRate, momentum, nesterov);

    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    public override IReadOnlyList<string> SlotNames => _momentum == 0 ? [] : ["velocity"];

    /// <inheritdoc/>
    protected override void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots)
    {
        for (int i = 0; i < values.Length; i++) values[i] -= LearningRate * Direction(gradients[i], slots, i);
    }

    private double Direction(double gradient, IReadOnlyList<double[]> slots, int i)
    {
        if (_momentum == 0) return gradient;
        double[] velocity = slots[0];
        velocity[i] = _momentum * velocity[i] + gradient;
        return _nesterov ? gradient + _momentum * velocity[i] : velocity[i];
    }
}

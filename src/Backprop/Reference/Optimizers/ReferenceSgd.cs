namespace Backprop.Reference;

/// <summary>Gradient descent: w ← w − η·g.</summary>
public sealed class ReferenceSgd : ReferenceOptimizer
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">η.</param>
    public ReferenceSgd(double learningRate) => LearningRate = learningRate;

    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    protected override void Update(double[] values, double[] gradients, IReadOnlyList<double[]> slots)
    {
        for (int i = 0; i < values.Length; i++) values[i] -= LearningRate * gradients[i];
    }
}

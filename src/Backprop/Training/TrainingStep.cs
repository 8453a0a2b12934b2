using Backprop.Numerics;

namespace Backprop;

/// <summary>How a batch changes the parameters: the one place where training asks for evaluations.</summary>
internal abstract class TrainingStep
{
    /// <summary>Steps that were accepted; settable, to go on from a stored state.</summary>
    public abstract long Steps { get; set; }

    /// <summary>What the optimizer remembers: for each parameter in order its slots. Contents may be replaced, to go on from a stored state.</summary>
    public abstract IReadOnlyList<IReadOnlyList<Matrix>> Slots { get; }

    /// <summary>Takes a step.</summary>
    /// <param name="rows">The data points of the batch.</param>
    /// <param name="learningRate">η of the step.</param>
    /// <param name="loss">The batch's mean loss before it.</param>
    public abstract StepEnd Take(ReadOnlySpan<int> rows, double learningRate, out double loss);
}

/// <summary>One evaluation, whose gradients the optimizer's rule takes.</summary>
internal sealed class GradientStep(BatchGradient gradient, OptimizerState optimizer) : TrainingStep
{
    public override long Steps { get => optimizer.Steps; set => optimizer.Steps = value; }

    public override IReadOnlyList<IReadOnlyList<Matrix>> Slots => optimizer.Slots;

    public override StepEnd Take(ReadOnlySpan<int> rows, double learningRate, out double loss)
    {
        optimizer.LearningRate = learningRate;
        loss = gradient.Compute(rows);
        if (!double.IsFinite(loss)) return StepEnd.LossNotFinite;
        if (!optimizer.Accept()) return StepEnd.UpdateNotFinite;
        gradient.TakeStatistics();
        return StepEnd.Accepted;
    }
}

/// <summary>
/// As many evaluations as a line search asks for, all of the whole data set. Its data points are taken in their own order,
/// not the shuffled one, since the same weights must have the same loss to the last bit.
/// </summary>
internal sealed class LineSearchStep : TrainingStep
{
    private readonly BatchGradient _gradient;
    private readonly LBfgsState _state;

    public LineSearchStep(BatchGradient gradient, LBfgs optimizer, Network network, int points)
    {
        int[] rows = [.. Enumerable.Range(0, points)];
        _gradient = gradient;
        _state = new LBfgsState(optimizer, network.Parameters, () => (gradient.Compute(rows), gradient.Sums, points));
    }

    public override long Steps { get; set; }

    public override IReadOnlyList<IReadOnlyList<Matrix>> Slots => _state.Slots;

    public override StepEnd Take(ReadOnlySpan<int> rows, double learningRate, out double loss)
    {
        var end = _state.Step(out loss);
        if (end != StepEnd.Accepted) return end;
        _gradient.TakeStatistics();
        Steps++;
        return end;
    }
}

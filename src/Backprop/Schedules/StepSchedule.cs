using Backprop.Numerics;

namespace Backprop;

/// <summary>Factor γ^⌊e/n⌋ in epoch e: every n epochs the rate falls to its γ-fold. PyTorch's StepLR.</summary>
/// <param name="every">n, whole epochs from 1; default 10.</param>
/// <param name="factor">γ, above 0 and at most 1; default 0.5.</param>
public sealed class StepSchedule(double every = 10, double factor = 0.5) : Schedule
{
    private readonly double _every = Require(every >= 1 && every == Math.Floor(every) && double.IsFinite(every), every, "step", "a whole number of epochs from 1");
    private readonly double _factor = Require(factor is > 0 and <= 1, factor, "step", "a factor above 0 and at most 1");

    /// <inheritdoc/>
    public override string Name => "step";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [_every, _factor];

    /// <inheritdoc/>
    public override double Factor(ScheduleStep at) => PortablePower.Whole(_factor, at.Step / at.StepsOfEpoch / (long)_every);
}

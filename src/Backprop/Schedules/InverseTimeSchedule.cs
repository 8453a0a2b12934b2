namespace Backprop;

/// <summary>Factor 1/(1 + k·e) after e epochs, from step to step. Robbins and Monro's kind of decay, 1951.</summary>
/// <param name="decay">k, 0 or more; default 0.1.</param>
public sealed class InverseTimeSchedule(double decay = 0.1) : Schedule
{
    private readonly double _decay = Require(decay >= 0 && double.IsFinite(decay), decay, "inverse-time", "a finite decay of 0 or more");

    /// <inheritdoc/>
    public override string Name => "inverse-time";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [_decay];

    /// <inheritdoc/>
    public override double Factor(ScheduleStep at) => 1 / (1 + _decay * at.Epoch);
}

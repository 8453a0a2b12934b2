namespace Backprop;

/// <summary>
/// One cycle: along half a cosine wave from 1/25 up to 1 in the first part of the steps, then down to 1/250,000. PyTorch's OneCycleLR,
/// where the learning rate is the highest one.
/// Smith and Topin, "Super-convergence: very fast training of neural networks using large learning rates", 2018.
/// </summary>
/// <param name="rise">The part of the steps that goes up, above 0 and below 1; default 0.3.</param>
public sealed class OneCycleSchedule(double rise = 0.3) : Schedule
{
    private const double First = 1.0 / 25, Last = First / 1e4;

    private readonly double _rise = Require(rise is > 0 and < 1, rise, "one-cycle", "a rising part above 0 and below 1");

    /// <inheritdoc/>
    public override string Name => "one-cycle";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [_rise];

    /// <inheritdoc/>
    public override double Factor(ScheduleStep at)
    {
        // The top is a step of its own, as is the end.
        double top = Math.Max(0, _rise * at.Steps - 1), end = at.Steps - 1;
        if (at.Step < top) return 1 + (First - 1) * CosineSchedule.HalfWave(at.Step / top);
        return end <= top ? 1 : Last + (1 - Last) * CosineSchedule.HalfWave(Math.Min(1, (at.Step - top) / (end - top)));
    }

    internal override bool WarmsUp => true;
}

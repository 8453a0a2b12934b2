namespace Backprop;

/// <summary>Factor 1.</summary>
internal sealed class ConstantSchedule : Schedule
{
    public override string Name => "constant";

    public override double Factor(ScheduleStep at) => 1;
}

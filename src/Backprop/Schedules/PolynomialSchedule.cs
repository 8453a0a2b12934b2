using Backprop.Numerics;

namespace Backprop;

/// <summary>Factor (1 − s)ᵖ, s the part of the training that is done: to 0 at the end, along a line where p is 1. PyTorch's PolynomialLR.</summary>
/// <param name="power">p, above 0; default 1.</param>
public sealed class PolynomialSchedule(double power = 1) : Schedule
{
    private readonly double _power = Require(power > 0 && double.IsFinite(power), power, "polynomial", "a finite power above 0");

    /// <inheritdoc/>
    public override string Name => "polynomial";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [_power];

    /// <inheritdoc/>
    public override double Factor(ScheduleStep at) => PortablePower.Of(1 - at.Share, _power);
}

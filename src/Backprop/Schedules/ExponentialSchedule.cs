using Backprop.Numerics;

namespace Backprop;

/// <summary>Factor γᵉ after e epochs, from step to step. At whole epochs PyTorch's ExponentialLR.</summary>
/// <param name="factor">γ, above 0 and at most 1; default 0.95.</param>
public sealed class ExponentialSchedule(double factor = 0.95) : Schedule
{
    private readonly double _factor = Require(factor is > 0 and <= 1, factor, "exponential", "a factor above 0 and at most 1");

    /// <inheritdoc/>
    public override string Name => "exponential";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [_factor];

    /// <inheritdoc/>
    public override double Factor(ScheduleStep at) => PortablePower.Of(_factor, at.Epoch);
}

using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Reduce on plateau: where the validation loss has not fallen by a ten-thousandth of itself for more than so many epochs, the rate falls to its γ-fold.
/// A pure function of the validation losses so far. PyTorch's ReduceLROnPlateau.
/// </summary>
/// <param name="patience">Epochs that are waited, from 0; default 5.</param>
/// <param name="factor">γ, above 0 and below 1; default 0.5.</param>
public sealed class PlateauSchedule(double patience = 5, double factor = 0.5) : Schedule
{
    private const double LeastImprovement = 1e-4;

    private readonly double _patience = Require(patience >= 0 && patience == Math.Floor(patience) && double.IsFinite(patience), patience, "plateau", "a whole number of epochs from 0");
    private readonly double _factor = Require(factor is > 0 and < 1, factor, "plateau", "a factor above 0 and below 1");

    /// <inheritdoc/>
    public override string Name => "plateau";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => [_patience, _factor];

    /// <inheritdoc/>
    public override double Factor(ScheduleStep at) => 1;

    /// <inheritdoc/>
    public override double FactorAfter(IReadOnlyList<double> validationLosses)
    {
        double best = double.PositiveInfinity;
        int waited = 0, reductions = 0;
        foreach (double loss in validationLosses)
        {
            if (loss < best * (1 - LeastImprovement)) (best, waited) = (loss, 0);
            else if (++waited > _patience) (waited, reductions) = (0, reductions + 1);
        }
        return PortablePower.Whole(_factor, reductions);
    }

    internal override bool NeedsValidation => true;
}

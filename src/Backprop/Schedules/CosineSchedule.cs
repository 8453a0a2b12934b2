using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Factor ½·(1 + cos(π·c)), c the part of a cycle that is done: from 1 to 0 along half a wave, and, with restarts, again from 1.
/// The first cycle has n epochs, each later one the m-fold of the one before. PyTorch's CosineAnnealingWarmRestarts.
/// Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017.
/// </summary>
/// <param name="epochs">n, above 0; default 0 for one cycle as long as the training.</param>
/// <param name="growth">m, from 1; default 1.</param>
public sealed class CosineSchedule(double epochs = 0, double growth = 1) : Schedule
{
    private readonly double _epochs = Require(epochs >= 0 && double.IsFinite(epochs), epochs, "cosine", "the epochs of a cycle, 0 (all) or more");
    private readonly double _growth = Require(growth >= 1 && double.IsFinite(growth), growth, "cosine", "a growth of cycles from 1");

    /// <inheritdoc/>
    public override string Name => "cosine";

    /// <inheritdoc/>
    public override IReadOnlyList<double> Parameters => _epochs == 0 ? [] : [_epochs, _growth];

    /// <inheritdoc/>
    public override double Factor(ScheduleStep at) => HalfWave(_epochs == 0 ? at.Share : ShareOfCycle(at.Epoch));

    /// <summary>½·(1 + cos(π·share)).</summary>
    internal static double HalfWave(double share) => 0.5 * (1 + PortableMath.CosOfTurns(share / 2));

    private double ShareOfCycle(double epoch)
    {
        double length = _epochs;
        if (_growth == 1) return epoch / length - Math.Floor(epoch / length);
        while (epoch >= length) (epoch, length) = (epoch - length, length * _growth);
        return epoch / length;
    }
}

using Backprop.Numerics;

namespace Backprop;

/// <summary>What a range test found.</summary>
/// <param name="Points">Each step whose loss was finite, by rising rate.</param>
/// <param name="Exploded">Whether the loss grew so much that the test ended before the last rate.</param>
public sealed record RateRangeResult(IReadOnlyList<RatePoint> Points, bool Exploded)
{
    // Slopes over fewer steps are those of single batches.
    private const int SlopeReach = 5;

    /// <summary>The rate where the smoothed loss was least; null where there are no points.</summary>
    public double? Minimum => Points.Count == 0 ? null : Points[LeastIndex].Rate;

    /// <summary>A tenth of <see cref="Minimum"/>: the careful suggestion, as far from divergence as one usually goes.</summary>
    public double? TenthOfMinimum => Minimum / 10;

    /// <summary>
    /// The rate before the minimum at which the smoothed loss falls most steeply over ln(rate), measured over five steps to either side:
    /// the usual suggestion. Null where the loss never falls.
    /// </summary>
    public double? Steepest
    {
        get
        {
            (double Slope, double? Rate) best = (0, null);
            for (int i = SlopeReach; i + SlopeReach < Points.Count && i <= LeastIndex; i++)
            {
                var (before, after) = (Points[i - SlopeReach], Points[i + SlopeReach]);
                double slope = (after.Smoothed - before.Smoothed) / PortableMath.Log(after.Rate / before.Rate);
                if (slope < best.Slope) best = (slope, Points[i].Rate);
            }
            return best.Rate;
        }
    }

    private int LeastIndex => Enumerable.Range(0, Points.Count).MinBy(i => Points[i].Smoothed);
}

namespace Backprop.Reference;

/// <summary>
/// A step α along a line that lowers the value φ enough and flattens the slope enough, the strong Wolfe conditions
/// φ(α) ≤ φ(0) + c₁·α·φ′(0) and |φ′(α)| ≤ c₂·|φ′(0)|, with c₁ = 1e-4 and c₂ = 0.9.
/// Nocedal and Wright, "Numerical Optimization", 2006, algorithms 3.5 and 3.6, with the cubic interpolation of equation 3.59
/// kept a tenth away from the ends of the interval. Scalar, so that the engine and the reference both search by it.
/// </summary>
public static class StrongWolfe
{
    private const double SufficientDecrease = 1e-4, Curvature = 0.9, Growth = 2, Margin = 0.1;

    /// <summary>The most points that a search looks at.</summary>
    public const int MostEvaluations = 25;

    private readonly record struct Point(double Step, double Value, double Slope);

    /// <summary>Searches for a step.</summary>
    /// <param name="at">φ and φ′ at a step. Its last call is at the step that is found.</param>
    /// <param name="value">φ(0).</param>
    /// <param name="slope">φ′(0), below 0.</param>
    /// <param name="first">The step that is tried first.</param>
    /// <returns>The step; null where none lowers the value.</returns>
    public static double? Search(Func<double, (double Value, double Slope)> at, double value, double slope, double first)
    {
        var (previous, evaluations) = (new Point(0, value, slope), 0);
        for (double step = first; ; step *= Growth)
        {
            var point = Look(step);
            if (IsTooHigh(point) || (evaluations > 1 && point.Value >= previous.Value)) return Zoom(previous, point);
            if (IsFlat(point) || evaluations == MostEvaluations) return step;
            if (point.Slope >= 0) return Zoom(point, previous);
            previous = point;
        }

        Point Look(double step)
        {
            evaluations++;
            var (height, rise) = at(step);
            return new Point(step, height, rise);
        }

        // What is no number is too high.
        bool IsTooHigh(Point point) => !(point.Value <= value + SufficientDecrease * point.Step * slope && double.IsFinite(point.Slope));

        bool IsFlat(Point point) => Math.Abs(point.Slope) <= -Curvature * slope;

        double? Zoom(Point low, Point high)
        {
            while (evaluations < MostEvaluations)
            {
                var point = Look(Between(low, high));
                if (IsTooHigh(point) || point.Value >= low.Value)
                {
                    high = point;
                    continue;
                }
                if (IsFlat(point)) return point.Step;
                if (point.Slope * (high.Step - low.Step) >= 0) high = low;
                low = point;
            }
            if (low.Step == 0) return null;
            at(low.Step);
            return low.Step;
        }
    }

    /// <summary>Where the cubic through both points and slopes is lowest, away from the ends; the middle where it says nothing.</summary>
    private static double Between(Point low, Point high)
    {
        double width = high.Step - low.Step, middle = low.Step + width / 2;
        double d1 = low.Slope + high.Slope - 3 * (low.Value - high.Value) / (low.Step - high.Step);
        double d2 = Math.Sign(width) * Math.Sqrt(d1 * d1 - low.Slope * high.Slope);
        double lowest = high.Step - width * (high.Slope + d2 - d1) / (high.Slope - low.Slope + 2 * d2);
        double nearest = Math.Min(low.Step, high.Step) + Margin * Math.Abs(width), farthest = Math.Max(low.Step, high.Step) - Margin * Math.Abs(width);
        return double.IsFinite(lowest) ? Math.Clamp(lowest, nearest, farthest) : middle;
    }
}

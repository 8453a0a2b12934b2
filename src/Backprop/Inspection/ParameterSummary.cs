namespace Backprop.Inspection;

/// <summary>The spread of a parameter's numbers, in double precision.</summary>
/// <param name="Minimum">The smallest.</param>
/// <param name="Mean">Their mean μ.</param>
/// <param name="Maximum">The largest.</param>
/// <param name="StandardDeviation">√(mean of (w − μ)²).</param>
public sealed record ParameterSummary(double Minimum, double Mean, double Maximum, double StandardDeviation)
{
    /// <summary>Summarizes the numbers as they are now.</summary>
    public static ParameterSummary Of(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity, mean = 0, squares = 0;
        long count = 0;
        for (int row = 0; row < parameter.Value.Rows; row++)
        {
            foreach (float value in parameter.Value.Numbers(row))
            {
                (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
                // Welford's running mean and sum of squared distances from it.
                double distance = value - mean;
                mean += distance / ++count;
                squares += distance * (value - mean);
            }
        }
        return new ParameterSummary(minimum, mean, maximum, Math.Sqrt(squares / count));
    }
}

namespace Backprop.Benchmarks.Measuring;

internal static class Median
{
    /// <summary>The middle number; of an even count, the mean of the two in the middle.</summary>
    public static double Of(IEnumerable<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

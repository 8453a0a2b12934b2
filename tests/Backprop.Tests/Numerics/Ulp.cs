namespace Backprop.Tests.Numerics;

/// <summary>Errors in units in the last place.</summary>
internal static class Ulp
{
    private const double Smallest = 1.401298464324817e-45;   // 2⁻¹⁴⁹
    private const double Largest = float.MaxValue;

    /// <summary>
    /// |actual − truth| in spacings of the floats around the truth, never finer than that of the subnormals.
    /// A truth beyond the largest float counts as the largest float: finite arguments give finite results.
    /// </summary>
    public static double Error(float actual, double truth)
    {
        if (double.IsNaN(truth) || double.IsInfinity(truth))
            return actual.Equals((float)truth) ? 0 : double.PositiveInfinity;
        truth = Math.Clamp(truth, -Largest, Largest);
        double spacing = truth == 0 ? Smallest : Math.Max(Math.ScaleB(1, Math.ILogB(truth) - 23), Smallest);
        double error = Math.Abs(actual - truth) / spacing;
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }
}

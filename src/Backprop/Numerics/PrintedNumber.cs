using System.Globalization;

namespace Backprop.Numerics;

/// <summary>Numbers that people gave in decimal, which float has rounded.</summary>
internal static class PrintedNumber
{
    /// <summary>The double that prints like the float: 0.1 and not 0.10000000149.</summary>
    public static double Of(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

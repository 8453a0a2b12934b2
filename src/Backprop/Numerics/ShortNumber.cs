using System.Globalization;

namespace Backprop.Numerics;

/// <summary>
/// A number that somebody chose, as people write it, the same in every culture: the fewest digits that name it, such as <c>0.00001</c>;
/// below 0.000001 with a power of ten, <c>1e-7</c>, and so above the numbers that its type writes out, <c>1e20</c>.
/// </summary>
public static class ShortNumber
{
    private const double LeastWrittenOut = 1e-6;

    /// <summary>The text of a number.</summary>
    public static string Of(double value) => Of(value.ToString("R", CultureInfo.InvariantCulture), Math.Abs(value));

    /// <inheritdoc cref="Of(double)"/>
    public static string Of(float value) => Of(value.ToString("R", CultureInfo.InvariantCulture), Math.Abs((double)value));

    private static string Of(string shortest, double size)
    {
        int power = shortest.IndexOf('E', StringComparison.Ordinal);
        if (power < 0) return shortest;
        // The float just below a millionth is that millionth in its own digits.
        return size is < 1 and >= LeastWrittenOut * (1 - 1e-7)
            ? decimal.Parse(shortest, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : $"{shortest[..power]}e{int.Parse(shortest[(power + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}";
    }
}

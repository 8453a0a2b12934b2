using System.Globalization;

namespace Backprop.Explain;

/// <summary>
/// A number rounded to so many significant digits, without trailing zeros: 0.298371, and 1.5·10⁻⁷ where a plain decimal would be
/// mostly zeros.
/// </summary>
/// <param name="Mantissa">Digits with sign (an ASCII minus) and decimal point.</param>
/// <param name="Exponent">The power of ten; 0 for a plain decimal.</param>
internal readonly record struct NumberText(string Mantissa, int Exponent)
{
    // 0.000438568 is read more easily than 4.38568·10⁻⁴, and 0.0000438568 is not.
    private const int SmallestPlain = -4;
    private const int LargestPlain = 6;

    public static NumberText Of(double value, int precision)
    {
        if (value == 0) return new("0", 0);
        if (!double.IsFinite(value)) return new(double.IsNaN(value) ? "NaN" : value < 0 ? "-∞" : "∞", 0);
        string scientific = value.ToString("E" + (precision - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int split = scientific.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(scientific.AsSpan(split + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent < SmallestPlain || exponent > LargestPlain) return new(Trimmed(scientific[..split]), exponent);
        if (exponent < precision) return new(Trimmed(value.ToString("F" + (precision - 1 - exponent).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)), 0);
        decimal rounded = decimal.Parse(scientific, NumberStyles.Float, CultureInfo.InvariantCulture);
        return new(rounded.ToString("F0", CultureInfo.InvariantCulture), 0);
    }

    /// <summary>Whether it may be written with a power of ten, whatever the precision.</summary>
    public static bool HasExponent(double value) => value != 0 && Of(value, 17).Exponent != 0;

    private static string Trimmed(string digits) => digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits;
}

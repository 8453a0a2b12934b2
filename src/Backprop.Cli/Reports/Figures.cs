using System.Globalization;
using Backprop.Numerics;

namespace Backprop.Cli.Reports;

/// <summary>Numbers as people read them, the same in every locale.</summary>
internal static class Figures
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 row</c>, <c>1,437 rows</c>.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : noun.EndsWith('s') ? "es" : "s")}";

    /// <summary>Four significant digits.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value)) return double.IsNaN(value) ? "undefined" : value > 0 ? "infinite" : "-infinite";
        double size = Math.Abs(value);
        if (size >= 1e7 || (size < 1e-4 && size > 0)) return value.ToString("0.000e+0", CultureInfo.InvariantCulture);
        int decimals = size == 0 ? 4 : Math.Clamp(3 - (int)Math.Floor(Math.Log10(size)), 0, 7);
        return value.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>The fewest digits that name the number.</summary>
    public static string Short(float value) => ShortNumber.Of(value);

    /// <summary>A tenth of the number, without the noise of binary fractions: 0.001 of 0.01.</summary>
    public static string Tenth(float value) =>
        ShortNumber.Of(double.Parse((double.Parse(Short(value), CultureInfo.InvariantCulture) / 10).ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>
    /// A column of a table in one notation: four decimals, and up to seven where the smallest number needs them to show two digits; powers of ten where all
    /// are smaller than 0.001 and one is too small for that. Numbers from 1000 on have four significant digits.
    /// </summary>
    public static string[] Column(IEnumerable<double> values)
    {
        double[] column = [.. values];
        double[] sizes = [.. column.Select(Math.Abs).Where(size => size > 0 && double.IsFinite(size)).DefaultIfEmpty(1)];
        int decimals = Math.Max(LeastDecimals, 1 - (int)Math.Floor(Math.Log10(sizes.Min())));
        string format = decimals > MostDecimals && sizes.Max() < 1e-3 ? "0.000e+0" : "0." + new string('0', Math.Min(decimals, MostDecimals));
        return [.. column.Select(value => Math.Abs(value) < 1000 ? value.ToString(format, CultureInfo.InvariantCulture) : Number(value))];
    }

    private const int LeastDecimals = 4, MostDecimals = 7;

    /// <summary>For rows that are shown before the next is known: as many decimals in each, as long as the number allows it.</summary>
    public static string Column(double value) => Math.Abs(value) is >= 1e-3 and < 1000 or 0
        ? value.ToString("0.0000", CultureInfo.InvariantCulture)
        : Number(value);

    /// <summary><c>97.2 %</c>; never rounded up to 100 %.</summary>
    public static string Percent(double share)
    {
        double tenths = Math.Round(share * 1000);
        if (share < 1) tenths = Math.Min(tenths, 999);
        if (share > 0) tenths = Math.Max(tenths, 1);
        return string.Create(CultureInfo.InvariantCulture, $"{tenths / 10:0.0} %");
    }

    /// <summary>Two or three digits with a magnitude: <c>1.2M</c>.</summary>
    public static string Rate(double value) => value switch
    {
        >= 1e7 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:N0}M"),
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.0}M"),
        >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:N0}k"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0.0}k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:N0}"),
    };

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1 << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.0} GiB"),
        >= 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):0.0} MiB"),
        >= 1 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 10):0.0} KiB"),
        _ => $"{Count(bytes, "byte")}",
    };

    public static string Duration(double seconds) => seconds switch
    {
        < 0.1 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0} ms"),
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 3600 => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} min {(int)seconds % 60} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(seconds / 3600):N0} h {(int)(seconds % 3600) / 60} min"),
    };
}

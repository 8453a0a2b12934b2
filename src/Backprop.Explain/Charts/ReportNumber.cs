using System.Globalization;

namespace Backprop.Explain;

/// <summary>Numbers of a report, the same in every culture.</summary>
internal static class ReportNumber
{
    private const int Digits = 4;
    private static readonly UnicodeEmitter Emitter = new(Digits);

    /// <summary>Four significant digits.</summary>
    public static string Of(double value) => double.IsNaN(value) ? "–" : Emitter.Emit(new Number(value));

    /// <summary>For columns: four decimals where the number is neither large nor tiny.</summary>
    public static string InColumn(double value) =>
        Math.Abs(value) is (>= 1e-3 and < 1000) or 0 ? value.ToString("0.0000", CultureInfo.InvariantCulture).Replace('-', '−') : Of(value);

    /// <summary>With marks for thousands.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary><c>1 row</c>, <c>1,437 rows</c>.</summary>
    public static string Count(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : noun.EndsWith('s') ? "es" : "s")}";

    /// <summary><c>97.2 %</c>, never broken before its sign; rounded neither to 100 % nor to 0 % unless it is that.</summary>
    public static string Percent(double share)
    {
        if (double.IsNaN(share)) return "–";
        double tenths = Math.Round(share * 1000);
        if (share is > 0 and < 1) tenths = Math.Clamp(tenths, 1, 999);
        return string.Create(CultureInfo.InvariantCulture, $"{tenths / 10:0.0}\u00A0%");
    }
}

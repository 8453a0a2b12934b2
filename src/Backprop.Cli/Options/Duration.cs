using System.Globalization;

namespace Backprop.Cli.Options;

/// <summary>A time with its unit: <c>30s</c>, <c>10min</c>, <c>1.5h</c>.</summary>
internal static class Duration
{
    private static readonly (string Unit, double Seconds)[] Units = [("s", 1), ("min", 60), ("h", 3600)];

    private const double MostSeconds = 365 * 24 * 3600.0;

    public static TimeSpan Read(string text)
    {
        foreach (var (unit, seconds) in Units)
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)
                && count * seconds is > 0 and <= MostSeconds)
                return TimeSpan.FromSeconds(count * seconds);
        throw new InvalidInputException("give a time above 0 with s, min or h, such as 10min.");
    }
}

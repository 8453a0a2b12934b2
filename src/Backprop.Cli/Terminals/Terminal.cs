using System.Globalization;

namespace Backprop.Cli.Terminals;

/// <summary>What the standard output can show.</summary>
/// <param name="IsLive">Whether lines can be redrawn: a terminal that is not dumb.</param>
/// <param name="HasColor">Whether colour is understood and wanted.</param>
/// <param name="HasUnicode">Whether block characters and the like can be printed; otherwise plain ASCII.</param>
/// <param name="Width">Columns of a line.</param>
internal sealed record Terminal(bool IsLive, bool HasColor, bool HasUnicode, int Width)
{
    private const int WidthOfFiles = 100, NarrowestWidth = 40, UsualWidth = 80;

    /// <summary>A file or a pipe.</summary>
    public static Terminal None { get; } = new(IsLive: false, HasColor: false, HasUnicode: true, WidthOfFiles);

    /// <summary>What the process's standard output can show, by the conventions of NO_COLOR, TERM and the locale.</summary>
    public static Terminal Detect()
    {
        bool unicode = LocaleHasUnicode(Variable("LC_ALL") ?? Variable("LC_CTYPE") ?? Variable("LANG"));
        if (Console.IsOutputRedirected) return None with { HasUnicode = unicode };
        bool live = Variable("TERM") != "dumb";
        return new Terminal(live, live && Variable("NO_COLOR") is null, unicode, DetectWidth());
    }

    /// <summary>Unless the locale asks for another encoding, UTF-8 is what terminals use.</summary>
    internal static bool LocaleHasUnicode(string? locale) => locale switch
    {
        null => true,
        "C" or "POSIX" => false,
        _ => !locale.Contains('.', StringComparison.Ordinal)
            || locale.Contains("utf", StringComparison.OrdinalIgnoreCase),
    };

    private static int DetectWidth()
    {
        int width = 0;
        try
        {
            width = Console.WindowWidth;
        }
        catch (IOException)
        {
            // A terminal without a size.
        }
        if (width <= 0) _ = int.TryParse(Variable("COLUMNS"), CultureInfo.InvariantCulture, out width);
        return Math.Max(NarrowestWidth, width <= 0 ? UsualWidth : width);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}

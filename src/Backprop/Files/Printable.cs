using System.Globalization;
using System.Text;

namespace Backprop.Files;

/// <summary>Text of a file or path as a one-line message may show it: no control characters, no flood.</summary>
internal static class Printable
{
    private const int LongestText = 80, LongestPath = 300, LongestLine = 2000, End = 300;

    public static string Quoted(string text) => $"'{Clean(text, LongestText)}'";

    public static string Path(string path) => Clean(path, LongestPath);

    /// <summary>A whole message: beyond a length that anybody would read, its middle is left out.</summary>
    public static string Line(string message) => message.Length > LongestLine
        ? $"{Clean(message, LongestLine - (2 * End))} {Clean(message[^End..], End)}"
        : message.Any(IsUnprintable) ? Clean(message, int.MaxValue) : message;

    public static string Shape(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    private static string Clean(string text, int longest)
    {
        var clean = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean.Length >= longest) return clean.Append('…').ToString();
            if (IsUnprintable(Rune.GetUnicodeCategory(rune)))
                clean.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                clean.Append(rune.ToString());
        }
        return clean.ToString();
    }

    private static bool IsUnprintable(char letter) => char.IsSurrogate(letter) || IsUnprintable(char.GetUnicodeCategory(letter));

    // Format characters too: they reorder or hide what a terminal shows.
    private static bool IsUnprintable(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}

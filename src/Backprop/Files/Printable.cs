using System.Globalization;
using System.Text;

namespace Backprop.Files;

/// <summary>Text of a file or path as a one-line message may show it: no control characters, no flood.</summary>
internal static class Printable
{
    private const int LongestText = 80, LongestPath = 300;

    public static string Quoted(string text) => $"'{Clean(text, LongestText)}'";

    public static string Path(string path) => Clean(path, LongestPath);

    public static string Shape(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    private static string Clean(string text, int longest)
    {
        var clean = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean.Length >= longest) return clean.Append('…').ToString();
            // Format characters too: they reorder or hide what a terminal shows.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                clean.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                clean.Append(rune.ToString());
        }
        return clean.ToString();
    }
}

using System.Globalization;
using System.Text;

namespace Backprop;

/// <summary>Text as a message may show it, wherever it comes from.</summary>
internal static class PlainText
{
    /// <summary>
    /// Control characters, and those that reorder or hide what a terminal shows, by number; and an ellipsis for what follows the longest that may be.
    /// </summary>
    public static string Of(string text, int longest = int.MaxValue)
    {
        var plain = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (plain.Length >= longest) return plain.Append('…').ToString();
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                plain.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                plain.Append(rune.ToString());
        }
        return plain.ToString();
    }
}

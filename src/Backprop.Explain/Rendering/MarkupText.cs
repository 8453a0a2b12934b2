using System.Net;

namespace Backprop.Explain;

/// <summary>Text for XML and HTML, as content or between quotes.</summary>
internal static class MarkupText
{
    /// <summary>The text with its markup escaped; control characters, which XML has no place for, become spaces.</summary>
    public static string Escape(string text) =>
        WebUtility.HtmlEncode(string.Concat(text.EnumerateRunes().Select(rune => CharacterWidth.IsControl(rune) ? " " : rune.ToString())));

    /// <summary>At most so many characters, the last an ellipsis where some were cut.</summary>
    public static string Shortened(string text, int longest) =>
        text.Length <= longest || text.EnumerateRunes().Take(longest + 1).Count() <= longest ? text : string.Concat(text.EnumerateRunes().Take(longest - 1)) + "…";
}

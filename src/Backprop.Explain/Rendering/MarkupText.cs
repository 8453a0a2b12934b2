using System.Net;

namespace Backprop.Explain;

/// <summary>Text for XML and HTML, as content or between quotes.</summary>
internal static class MarkupText
{
    /// <summary>The text with its markup escaped; control characters, which XML has no place for, become spaces.</summary>
    public static string Escape(string text) =>
        WebUtility.HtmlEncode(string.Concat(text.EnumerateRunes().Select(rune => CharacterWidth.IsControl(rune) ? " " : rune.ToString())));
}

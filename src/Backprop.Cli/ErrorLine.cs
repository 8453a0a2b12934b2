using System.Globalization;
using System.Text;

namespace Backprop.Cli;

/// <summary>A message as one line that any terminal can show.</summary>
internal static class ErrorLine
{
    /// <summary><c>error: …</c>, with line breaks as spaces and other control characters escaped.</summary>
    public static string Of(string message) => $"error: {Printable(message.ReplaceLineEndings(" "))}";

    /// <summary><c>warning: …</c>, likewise.</summary>
    public static string Warning(string message) => $"warning: {Printable(message.ReplaceLineEndings(" "))}";

    /// <summary>Text of a file, such as a column's name, that cannot steer the terminal: control characters are escaped.</summary>
    public static string Printable(string text)
    {
        var line = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                line.Append(rune.ToString());
        }
        return line.ToString();
    }
}

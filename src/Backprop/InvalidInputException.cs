using System.Globalization;
using System.Text;

namespace Backprop;

/// <summary>
/// Something that the caller supplied is wrong: a file, a column, a shape, an option.
/// The message is one line that says what, where and how to fix it; the command line prints it as it is and exits with 2.
/// Whatever of a file it shows, it has no control characters and is of bearable length.
/// </summary>
public class InvalidInputException : Exception
{
    private const int Longest = 2000, End = 300;

    /// <summary>Creates the error with its one line.</summary>
    public InvalidInputException(string message) : base(Line(message)) { }

    /// <summary>Creates the error with its one line and what caused it.</summary>
    public InvalidInputException(string message, Exception innerException) : base(Line(message), innerException) { }

    /// <summary>Creates the error without a message; prefer the others.</summary>
    public InvalidInputException() { }

    /// <summary>Control characters, and those that reorder or hide what a terminal shows, by number; of what nobody would read, beginning and end.</summary>
    private static string Line(string message)
    {
        if (message.Length > Longest) message = $"{message[..(Longest - End)]}… {message[^End..]}";
        var line = new StringBuilder(message.Length);
        foreach (Rune rune in message.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                line.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                line.Append(rune.ToString());
        }
        return line.ToString();
    }
}

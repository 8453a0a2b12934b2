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

    /// <summary>Of what nobody would read, beginning and end.</summary>
    private static string Line(string message) =>
        PlainText.Of(message.Length > Longest ? $"{message[..(Longest - End)]}… {message[^End..]}" : message);
}

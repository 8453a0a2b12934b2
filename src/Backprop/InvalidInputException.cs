using Backprop.Files;

namespace Backprop;

/// <summary>
/// Something that the caller supplied is wrong: a file, a column, a shape, an option.
/// The message is one line that says what, where and how to fix it; the command line prints it as it is and exits with 2.
/// Whatever of a file it shows, it has no control characters and is of bearable length.
/// </summary>
public class InvalidInputException : Exception
{
    /// <summary>Creates the error with its one line.</summary>
    public InvalidInputException(string message) : base(Printable.Line(message)) { }

    /// <summary>Creates the error with its one line and what caused it.</summary>
    public InvalidInputException(string message, Exception innerException) : base(Printable.Line(message), innerException) { }

    /// <summary>Creates the error without a message; prefer the others.</summary>
    public InvalidInputException() { }
}

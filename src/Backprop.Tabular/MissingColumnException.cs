namespace Backprop.Tabular;

/// <summary>A column that was asked for, or that a model needs, is not in the table.</summary>
public sealed class MissingColumnException : InvalidInputException
{
    /// <summary>Creates the error with its one line.</summary>
    /// <param name="message">What, where, and which columns there are.</param>
    /// <param name="column">The column that is missing.</param>
    public MissingColumnException(string message, string column) : base(message) => Column = column;

    /// <summary>The column that is missing, as it was asked for.</summary>
    public string Column { get; }
}

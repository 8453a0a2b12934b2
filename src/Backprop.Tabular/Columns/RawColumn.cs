namespace Backprop.Tabular;

/// <summary>
/// A column as it was read: numbers (NaN where one is missing), or for each row the code of its spelling. Blocks are those
/// that were filled while reading, so that nothing is copied.
/// </summary>
internal sealed class RawColumn
{
    /// <summary>What the header calls it; null without header.</summary>
    public required string Name { get; init; }

    /// <summary>Its place in the table, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>File, column and name, for messages.</summary>
    public required string Described { get; init; }

    /// <summary>The numbers; null where the column has spellings.</summary>
    public ChunkedBuffer<float>? Numbers { get; init; }

    /// <summary>The code of each row; null where the column has numbers, or too many different texts to be kept.</summary>
    public ChunkedBuffer<int>? Codes { get; init; }

    /// <summary>What was counted of the training part where rows are not kept; null where they are.</summary>
    public ColumnStatistics? Statistics { get; init; }

    /// <summary>Whether the column has numbers, rather than spellings.</summary>
    public required bool AreNumbers { get; init; }

    /// <summary>Whether there are too many different texts to be kept.</summary>
    public required bool IsGivenUp { get; init; }

    /// <summary>What each code stands for; empty where the column has numbers.</summary>
    public IReadOnlyList<Spelling> Spellings { get; init; } = [];

    /// <summary>Rows without a value.</summary>
    public required long Missing { get; init; }

    /// <summary>Rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Where a text stands, of whatever makes the column one of text; null where all are numbers or missing.</summary>
    public string? FirstText { get; init; }

    /// <summary>Whether there are numbers among the cells.</summary>
    public required bool HasNumbers { get; init; }

    /// <summary>The number of a row, NaN where it is missing: of a column without text.</summary>
    public float Number(int row) => Numbers is not null ? Numbers[row] : Spellings[Codes![row]].Number;

    /// <summary>Whether a row has no value.</summary>
    public bool IsMissing(int row) => Numbers is not null ? float.IsNaN(Numbers[row]) : Spellings[Codes![row]].IsMissing;

    /// <summary>Gives up the rows before one of them, as far as they fill blocks; they can be read no more.</summary>
    public void Release(int end)
    {
        Numbers?.Release(end);
        Codes?.Release(end);
    }
}

/// <summary>A cell's text, as often as it occurs.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsMissing">Whether it stands for a missing value.</param>
/// <param name="Number">Its value; NaN where it is no number.</param>
/// <param name="Count">How many rows have it.</param>
internal readonly record struct Spelling(string Text, bool IsMissing, float Number, long Count)
{
    public bool IsText => !IsMissing && float.IsNaN(Number);
}

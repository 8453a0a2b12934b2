namespace Backprop.Tabular;

/// <summary>From a cell to the inputs of its column, and a count of what the model did not know.</summary>
internal abstract class CellEncoder(TableColumn column)
{
    /// <summary>The column.</summary>
    public TableColumn Column { get; } = column;

    /// <summary>How many inputs the column becomes.</summary>
    public int Width { get; } = column.Features.Count;

    /// <summary>Cells that training saw nothing like: a new category, a gap in a column that had none.</summary>
    public long Unknown { get; private set; }

    /// <summary>The first of them, as a warning shows it.</summary>
    public string? FirstUnknown { get; private set; }

    /// <summary>The encoder of a column; null where it is left out.</summary>
    public static CellEncoder? For(TableColumn column) => column switch
    {
        NumberColumn number => new NumberEncoder(number),
        BooleanColumn boolean => new BooleanEncoder(boolean),
        CategoryColumn category => new CategoryEncoder(category),
        TimeColumn time => new TimeEncoder(time),
        _ => null,
    };

    /// <summary>Writes the inputs of a cell, <c>[Width]</c>; false where it is no cell of such a column.</summary>
    public abstract bool TryEncode(ReadOnlySpan<byte> cell, Span<float> inputs);

    /// <summary>Which of the inputs are 0 or 1, or from −1 to 1, by nature, and so are not scaled.</summary>
    public abstract bool IsScaled(int input);

    protected void CountUnknown(ReadOnlySpan<byte> cell)
    {
        Unknown++;
        FirstUnknown ??= cell.IsEmpty ? "a missing value" : Cell.Quoted(cell);
    }
}

using System.Text;

namespace Backprop.Tabular;

/// <summary>From the rows of a column in memory to inputs: the same as from its cells, each spelling encoded once.</summary>
internal sealed class RowEncoder
{
    private readonly RawColumn _raw;
    private readonly float[] _ofCodes;

    private RowEncoder(CellEncoder cells, RawColumn raw)
    {
        (Cells, _raw, Width) = (cells, raw, cells.Width);
        _ofCodes = raw.Numbers is null ? new float[raw.Spellings.Count * Width] : [];
        for (int code = 0; code < raw.Spellings.Count && _ofCodes.Length > 0; code++)
            if (!cells.TryEncode(Encoding.UTF8.GetBytes(raw.Spellings[code].Text), _ofCodes.AsSpan(code * Width, Width)))
                throw new InvalidInputException($"{raw.FirstText} does not fit a column of kind {cells.Column.Kind}; correct the cell, or say what the column holds.");
    }

    public CellEncoder Cells { get; }

    public int Width { get; }

    /// <summary>The encoder of a column; null where it is left out.</summary>
    public static RowEncoder? For(TableColumn column, RawColumn? raw) =>
        raw is not null && CellEncoder.For(column) is { } cells ? new RowEncoder(cells, raw) : null;

    public void Encode(int row, Span<float> inputs)
    {
        if (_raw.Numbers is not null) ((NumberEncoder)Cells).Encode(_raw.Numbers[row], inputs);
        else _ofCodes.AsSpan(_raw.Codes![row] * Width, Width).CopyTo(inputs);
    }
}

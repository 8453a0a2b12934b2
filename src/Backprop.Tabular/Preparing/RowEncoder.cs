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

    /// <summary>Writes the inputs of some rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="inputs">Receives them, row-major.</param>
    /// <param name="first">The place of the column's first input in a row.</param>
    /// <param name="stride">Inputs in a row.</param>
    public void Encode(ReadOnlySpan<int> rows, Span<float> inputs, int first, int stride)
    {
        if (_raw.Numbers is { } numbers) EncodeNumbers(numbers, rows, inputs, first, stride);
        else EncodeCodes(_raw.Codes!, rows, inputs, first, stride);
    }

    private void EncodeNumbers(ChunkedBuffer<float> numbers, ReadOnlySpan<int> rows, Span<float> inputs, int first, int stride)
    {
        var encoder = (NumberEncoder)Cells;
        for (int i = 0; i < rows.Length; i++) encoder.Encode(numbers[rows[i]], inputs.Slice((i * stride) + first, Width));
    }

    private void EncodeCodes(ChunkedBuffer<int> codes, ReadOnlySpan<int> rows, Span<float> inputs, int first, int stride)
    {
        if (Width == 1)
            for (int i = 0; i < rows.Length; i++) inputs[(i * stride) + first] = _ofCodes[codes[rows[i]]];
        else
            for (int i = 0; i < rows.Length; i++) _ofCodes.AsSpan(codes[rows[i]] * Width, Width).CopyTo(inputs[((i * stride) + first)..]);
    }
}

using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>The current row of a table as a network takes it, by the encoders that predictions use.</summary>
internal sealed class PreparedRow
{
    private readonly TableSource _source;
    private readonly (CellEncoder Encoder, int Column, int Input)[] _encoders;

    /// <param name="source">The table.</param>
    /// <param name="columns">What becomes of each of its columns but the target, in its order.</param>
    /// <param name="target">The target, from 0.</param>
    public PreparedRow(TableSource source, IReadOnlyList<TableColumn> columns, int target)
    {
        _source = source;
        var encoders = new List<(CellEncoder, int, int)>();
        int input = 0;
        for (int i = 0; i < columns.Count; i++)
        {
            if (CellEncoder.For(columns[i]) is not { } encoder) continue;
            encoders.Add((encoder, i < target ? i : i + 1, input));
            input += encoder.Width;
        }
        _encoders = [.. encoders];
    }

    /// <exception cref="InvalidInputException">A cell does not fit its column.</exception>
    public void Encode(Span<float> inputs)
    {
        foreach (var (encoder, column, input) in _encoders)
            if (!encoder.TryEncode(_source[column], inputs.Slice(input, encoder.Width)))
                throw new InvalidInputException($"{_source.Place(column)}: {Cell.Quoted(_source[column])} does not fit a column of kind {encoder.Column.Kind}; correct the cell, or say what the column holds.");
    }
}

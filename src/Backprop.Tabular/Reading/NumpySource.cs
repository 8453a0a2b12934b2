using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>
/// Arrays of numbers as a table: one NPY file, whose columns have no names, or an NPZ archive, whose arrays stand side by side:
/// the column of array y is called y, those of array x are called x_1, x_2, ….
/// </summary>
internal sealed class NumpySource : TableSource
{
    private const int LongestNumber = 32;

    private readonly (NpyArray Array, int Column)[] _columns;
    private readonly byte[] _text;
    private readonly int[] _lengths;
    private int _row = -1;

    public NumpySource(string path, IReadOnlyList<NpyArray> arrays)
    {
        (Where, Name) = (Printable.Path(path), Printable.Path(Path.GetFileName(path)));
        if (arrays.FirstOrDefault(array => array.Rows != arrays[0].Rows) is { } other)
            throw new InvalidInputException($"{Where}: array {Printable.Quoted(other.Name)} has {other.Rows} rows, but {Printable.Quoted(arrays[0].Name)} has {arrays[0].Rows}; the arrays of one table need as many.");
        _columns = [.. arrays.SelectMany(array => Enumerable.Range(0, array.Columns).Select(column => (array, column)))];
        (_text, _lengths) = (new byte[_columns.Length * LongestNumber], new int[_columns.Length]);
        if (arrays[0].Name.Length == 0) return;
        Names = [.. _columns.Select(entry => entry.Array.Columns == 1 ? entry.Array.Name : $"{entry.Array.Name}_{entry.Column + 1}")];
        if (Names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidInputException($"{Where}: two columns would be called {Printable.Quoted(twice.Key)}; rename an array.");
    }

    public override string Where { get; }

    public override string Name { get; }

    public override string[]? Names { get; }

    public override int Columns => _columns.Length;

    public override long Row => _row + 1;

    public override ReadOnlySpan<byte> this[int column] => _text.AsSpan(column * LongestNumber, _lengths[column]);

    public override bool Read()
    {
        if (++_row >= _columns[0].Array.Rows) return false;
        for (int column = 0; column < _columns.Length; column++)
            _lengths[column] = _columns[column].Array.Format(_row, _columns[column].Column, _text.AsSpan(column * LongestNumber, LongestNumber));
        return true;
    }

    public override void Dispose()
    {
    }
}

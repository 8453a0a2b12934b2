using System.Globalization;
using System.Text;

namespace Backprop.Tabular;

/// <summary>Rows of a program as a table: a value for each name, written as a table would have it in the invariant culture.</summary>
internal sealed class RecordSource : TableSource
{
    private readonly IEnumerator<IReadOnlyDictionary<string, object?>> _rows;
    private readonly byte[][] _cells;
    private long _row;

    public RecordSource(IEnumerable<IReadOnlyDictionary<string, object?>> rows, string[] names)
    {
        (_rows, Names) = (rows.GetEnumerator(), names);
        _cells = new byte[names.Length][];
    }

    public override string Where => "The rows";

    public override string Name => "rows";

    public override string[] Names { get; }

    public override int Columns => Names.Length;

    public override long Row => _row;

    public override ReadOnlySpan<byte> this[int column] => _cells[column];

    public override bool Read()
    {
        if (!_rows.MoveNext()) return false;
        _row++;
        for (int column = 0; column < _cells.Length; column++)
        {
            if (!_rows.Current.TryGetValue(Names[column], out object? value))
                throw new MissingColumnException($"Row {_row} has no value '{Names[column]}', an input of the model; give it, or null where it is missing.", Names[column]);
            _cells[column] = Encoding.UTF8.GetBytes(TextOf(value).Trim());
        }
        return true;
    }

    public override void Dispose() => _rows.Dispose();

    private static string TextOf(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "true" : "false",
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

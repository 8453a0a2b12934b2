using System.Globalization;
using System.Text;

namespace Backprop.Tabular;

/// <summary>Rows of a program as a table, offered one after the other: each value written as a table would have it in the invariant culture.</summary>
internal sealed class RowSource<T> : TableSource
{
    private readonly Func<T, object?>[] _getters;
    private readonly byte[][] _cells;
    private readonly IEnumerator<T>? _rows;
    private long _row;
    private bool _isOffered;

    /// <param name="columns">How rows have columns.</param>
    /// <param name="names">The columns that are wanted.</param>
    /// <param name="rows">Where rows come from; null (the default) where each is offered.</param>
    /// <param name="name">What reports call them.</param>
    /// <exception cref="MissingColumnException">There is no such column.</exception>
    public RowSource(RowColumns<T> columns, string[] names, IEnumerable<T>? rows = null, string name = "rows")
    {
        (Names, Name, _rows) = (names, name, rows?.GetEnumerator());
        _getters = [.. names.Select(columns.Getter)];
        _cells = new byte[names.Length][];
    }

    public override string Where => "The rows";

    public override string Name { get; }

    public override string[] Names { get; }

    public override int Columns => Names.Length;

    public override long Row => _row;

    public override bool MayBeEmpty => true;

    public override ReadOnlySpan<byte> this[int column] => _cells[column];

    /// <summary>Makes a row the next one that is read.</summary>
    public void Offer(T row)
    {
        _row++;
        if (row is null) throw new InvalidInputException($"Row {_row} is null; leave it out, or give a row whose values are null.");
        for (int column = 0; column < _cells.Length; column++)
        {
            object? value = _getters[column](row);
            if (value == RowColumns<T>.NoValue)
                throw new MissingColumnException($"Row {_row} has no value '{Names[column]}', an input of the model; give it, or null where it is missing.", Names[column]);
            _cells[column] = Encoding.UTF8.GetBytes(TextOf(value).Trim());
        }
        _isOffered = true;
    }

    public override bool Read()
    {
        if (_rows is not null && _rows.MoveNext()) Offer(_rows.Current);
        bool isOffered = _isOffered;
        _isOffered = false;
        return isOffered;
    }

    public override void Dispose() => _rows?.Dispose();

    private static string TextOf(object? value) => value switch
    {
        null => "",
        bool yes => yes ? "true" : "false",
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}

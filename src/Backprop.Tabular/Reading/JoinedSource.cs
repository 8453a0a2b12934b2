using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>Several files with the same columns as one table: with headers in any order of the columns, without them by position.</summary>
internal sealed class JoinedSource : TableSource
{
    private readonly string[] _files;
    private readonly Func<string, TableSource> _open;
    private TableSource _current;
    private int[] _places;
    private int _next = 1;

    public JoinedSource(string[] files, Func<string, TableSource> open)
    {
        (_files, _open, _current) = (files, open, open(files[0]));
        (Names, Columns, Delimiter) = (_current.Names, _current.Columns, _current.Delimiter);
        _places = [.. Enumerable.Range(0, Columns)];
        Name = $"{_current.Name} and {files.Length - 1} more";
    }

    public override string Where => _current.Where;

    public override string Name { get; }

    public override string[]? Names { get; }

    public override int Columns { get; }

    public override long Row => _current.Row;

    public override char Delimiter { get; }

    public override ReadOnlySpan<byte> this[int column] => _current[_places[column]];

    public override bool Read()
    {
        while (!_current.Read())
        {
            if (_next == _files.Length) return false;
            _current.Dispose();
            _current = _open(_files[_next++]);
            _places = Places(_current);
        }
        return true;
    }

    public override void Dispose() => _current.Dispose();

    private int[] Places(TableSource file)
    {
        string first = Printable.Path(_files[0]);
        if (file.Columns != Columns)
            throw new InvalidInputException($"{file.Where} has {Counted(file.Columns, "column")}, but {first} has {Columns}; files of one table need the same columns.");
        if (file.Names is null != Names is null)
            throw new InvalidInputException($"{file.Where} has {(file.Names is null ? "no header" : "a header")}, but {first} has {(Names is null ? "none" : "one")}; say whether there is a header.");
        return Names is null ? [.. Enumerable.Range(0, Columns)] : [.. Names.Select(name => Array.IndexOf(file.Names!, name) is >= 0 and var place
            ? place
            : throw new MissingColumnException($"{file.Where} has no column {Printable.Quoted(name)}, but {first} has; there are {file.Listed()}.", name))];
    }
}

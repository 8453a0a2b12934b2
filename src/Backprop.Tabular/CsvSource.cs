using System.Text;
using Backprop.Data;
using Backprop.Files;
using CsvHelper;

namespace Backprop.Tabular;

/// <summary>A table that is read row by row: cells as they stand in the file, and every error with row and column.</summary>
internal sealed class CsvSource : IDisposable
{
    /// <summary>A quote that is never closed makes one row of the rest of the file: this bounds its memory.</summary>
    internal const int LargestRow = 32 << 20;

    private const int ColumnsListed = 20;

    private readonly HeadStream _stream;
    private readonly CsvReader _reader;
    private bool _firstIsData;
    private long _firstRow, _rows;

    private CsvSource(string path, bool? header, char? delimiter)
    {
        Where = Printable.Path(path);
        Name = Printable.Path(Path.GetFileName(path));
        RequireDelimiter(delimiter);
        _stream = new HeadStream(DataFile.OpenRead(path));
        try
        {
            RequireUtf8();
            _reader = CsvReader.Create(_stream, Options(delimiter), leaveOpen: true);
            Names = ReadFirst(header);
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public static CsvSource Open(string path, bool? header, char? delimiter) => new(path, header, delimiter);

    /// <summary>The path, as messages show it.</summary>
    public string Where { get; }

    /// <summary>The file's name without its directory.</summary>
    public string Name { get; }

    /// <summary>Names in the header; null where there is none.</summary>
    public string[]? Names { get; }

    /// <summary>Cells in every row.</summary>
    public int Columns { get; private set; }

    /// <summary>The current row, counted from 1 with the header and with empty rows.</summary>
    public long Row { get; private set; }

    /// <summary>Whether a header was read, and no row after it so far.</summary>
    public bool IsHeaderOnly => Names is not null && _rows == 0;

    public char Delimiter => _reader.Separator;

    /// <summary>A cell of the current row without blanks around it. Valid until the next row is read.</summary>
    public ReadOnlySpan<byte> this[int column] => _reader.GetSpan(column).Trim(" \t"u8);

    /// <summary>Goes to the next row of data; false at the end.</summary>
    /// <exception cref="InvalidInputException">The row has more or fewer cells than the first, or is not well formed.</exception>
    public bool Read()
    {
        if (_firstIsData)
        {
            _firstIsData = false;
            return true;
        }
        if (!ReadRecord()) return false;
        _rows++;
        if (_reader.FieldCount == Columns) return true;
        throw new InvalidInputException(
            $"{Where}: row {Row} has {Counted(_reader.FieldCount, "cell")}, but row {_firstRow} has {Columns}; every row needs as many as the first.");
    }

    /// <summary>The number in a cell.</summary>
    /// <exception cref="InvalidInputException">The cell is not a finite number.</exception>
    public float Number(int column) => Cell.TryNumber(this[column], out float number) ? number : throw Refuse(column);

    /// <summary>The error for a cell that is not a number, or not even text.</summary>
    public InvalidInputException Refuse(int column)
    {
        string cell = Cell.Quoted(this[column]);
        return new($"{Place(column)}: " + Cell.FaultOf(this[column]) switch
        {
            CellFault.Missing when this[column].IsEmpty => "the value is missing; missing values come in a later version: fill it in, or remove the row or the column.",
            CellFault.Missing => $"{cell} stands for a missing value; missing values come in a later version: fill it in, or remove the row or the column.",
            CellFault.Nul => "the cell holds a NUL byte, so the file is damaged or is not UTF-8 text; save it as UTF-8.",
            CellFault.Encoding => $"{cell} is not valid UTF-8; save the file as UTF-8.",
            CellFault.OutOfRange => $"{cell} is beyond the range of a float, ±3.4e38; rescale the column.",
            CellFault.NotFinite => $"{cell} is not finite; every number must be.",
            CellFault.Comma => $"{cell} has a comma; write numbers with a decimal point and without marks for thousands, as 1234.5.",
            CellFault.ForeignDigits => $"{cell} has digits other than 0 to 9; write the number with those.",
            _ => $"{cell} is not a number; text columns come in a later version: remove or encode the column.",
        });
    }

    /// <summary>The file, the current row and a column, for a message.</summary>
    public string Place(int column) => $"{Where}: row {Row}, column {Described(column)}";

    /// <summary>A column's number, counted from 1, and its name if it has one.</summary>
    public string Described(int column) => Names is null ? $"{column + 1}" : $"{column + 1} ({Printable.Quoted(Names[column])})";

    /// <summary>The columns that are there, for a message: the first 20.</summary>
    public string Listed() => Names is null
        ? $"{Counted(Columns, "column")} without names (give a number from 1 to {Columns}, or last)"
        : "the columns " + string.Join(", ", Names.Take(ColumnsListed).Select(Printable.Quoted)) + (Columns > ColumnsListed ? $", … ({Columns} in all)" : "");

    /// <summary>A number of things, for a message.</summary>
    public static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    public void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
    }

    /// <summary>Refuses a header that was guessed although the current row has numbers and text in the very same columns.</summary>
    public void RequireHeaderUnlikeData()
    {
        if (Names is null) return;
        var isNumber = Array.ConvertAll(Names, name => Cell.LooksLikeNumber(Encoding.UTF8.GetBytes(name)));
        int first = Array.IndexOf(isNumber, true);
        if (first < 0 || Enumerable.Range(0, Columns).Any(column => Cell.LooksLikeNumber(this[column]) != isNumber[column])) return;
        throw new InvalidInputException(
            $"{Where}: row {_firstRow} may be data or names, as {Printable.Quoted(Names[first])} in column {first + 1}: it has numbers where row {Row} has them; say whether there is a header.");
    }

    /// <summary>Whether a cell of the first row speaks for a header: a gap is as likely one of the data.</summary>
    private bool IsName(int column) => !Cell.LooksLikeNumber(this[column]) && Cell.FaultOf(this[column]) != CellFault.Missing;

    private string[]? ReadFirst(bool? header)
    {
        if (!ReadRecord()) throw new InvalidInputException($"{Where} is empty: a table needs a row for each data point.");
        (Columns, _firstRow) = (_reader.FieldCount, Row);
        _firstIsData = !(header ?? Enumerable.Range(0, Columns).Any(IsName));
        if (_firstIsData) return null;
        var (names, columns) = (new string[Columns], new Dictionary<string, int>(StringComparer.Ordinal));
        for (int column = 0; column < names.Length; column++)
        {
            names[column] = NameOf(column);
            if (!columns.TryAdd(names[column], column))
                throw new InvalidInputException(
                    $"{Where}: row {Row}, columns {columns[names[column]] + 1} and {column + 1} are both called {Printable.Quoted(names[column])}; rename one of them.");
        }
        return names;
    }

    private string NameOf(int column)
    {
        ReadOnlySpan<byte> cell = this[column];
        string place = $"{Where}: row {Row}, column {column + 1}";
        return Cell.FaultOf(cell) switch
        {
            _ when cell.IsEmpty => throw new InvalidInputException($"{place} of the header has no name; give every column one."),
            CellFault.Nul => throw new InvalidInputException($"{place}: the name holds a NUL byte, so the file is damaged or is not UTF-8 text; save it as UTF-8."),
            CellFault.Encoding => throw new InvalidInputException($"{place}: the name {Cell.Quoted(cell)} is not valid UTF-8; save the file as UTF-8."),
            _ => Encoding.UTF8.GetString(cell),
        };
    }

    /// <summary>Goes to the next row that is not blank.</summary>
    private bool ReadRecord()
    {
        try
        {
            while (_reader.Read())
            {
                Row++;
                if (_reader.FieldCount > 1 || !this[0].IsEmpty) return true;
            }
            return false;
        }
        catch (CsvFormatException)
        {
            throw new InvalidInputException($"{Where}: row {Row + 1} is longer than {LargestRow >> 20} MiB; is there a quote that is never closed?");
        }
    }

    private void RequireUtf8()
    {
        if (_stream.Peek() is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
            throw new InvalidInputException($"{Where}: row 1, column 1: the file begins with the byte-order mark of UTF-16; save it as UTF-8.");
    }

    private void RequireDelimiter(char? delimiter)
    {
        if (delimiter is null or ',' or ';' or '\t' or '|' or ' ') return;
        if (char.IsAscii(delimiter.Value) && (char.IsPunctuation(delimiter.Value) || char.IsSymbol(delimiter.Value)) && delimiter is not ('"' or '.' or '+' or '-'))
            return;
        throw new InvalidInputException($"{Printable.Quoted(delimiter.Value.ToString())} cannot stand between the cells of {Where}; give a comma, semicolon, tab or bar.");
    }

    private CsvReaderOptions Options(char? delimiter) => new()
    {
        Separator = delimiter,
        HasHeader = false,
        SkipEmptyLines = false,
        TrimWhitespace = true,
        MaxRecordSize = LargestRow,
        OnMalformedRecord = record => throw Malformed(record),
    };

    private InvalidInputException Malformed(CsvMalformedRecord record) => new($"{Where}: row {record.RecordNumber} " + record.Reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "has a quote that is never closed; close it, or double a quote that belongs to the text.",
        CsvMalformedReason.TextAfterClosingQuote => "has text after a closing quote; double quotes that belong to the text.",
        _ => "has a quote inside a cell that does not begin with one; put the cell in quotes and double those inside.",
    });
}

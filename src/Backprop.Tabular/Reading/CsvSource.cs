using System.Text;
using Backprop.Files;
using CsvHelper;

namespace Backprop.Tabular;

/// <summary>
/// A table in CSV or with other delimiters. UTF-8 with or without byte-order mark, or UTF-16 and UTF-32 with one; rows end with
/// CRLF, LF or CR; cells may be quoted; blank rows are passed over.
/// </summary>
internal sealed class CsvSource : TableSource
{
    /// <summary>A quote that is never closed makes one row of the rest of the file: this bounds its memory.</summary>
    internal const int LargestRow = 32 << 20;

    private readonly Stream _stream;
    private readonly CsvReader _reader;
    private readonly bool _isHeaderGuessed;
    private bool _firstIsData, _isHeaderChecked;
    private long _firstRow, _row;
    private int _columns;

    public CsvSource(string path, Stream stream, bool? header, char? delimiter)
    {
        Where = Printable.Path(path);
        Name = Printable.Path(Path.GetFileName(path));
        _isHeaderGuessed = header is null;
        _stream = stream;
        try
        {
            _reader = CsvReader.Create(_stream, Options(delimiter), leaveOpen: true);
            Names = ReadFirst(header);
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    public override string Where { get; }

    public override string Name { get; }

    public override string[]? Names { get; }

    public override int Columns => _columns;

    /// <summary>The current row, counted from 1 with the header and with empty rows.</summary>
    public override long Row => _row;

    public override char Delimiter => _reader.Separator;

    public override ReadOnlySpan<byte> this[int column] => _reader.GetSpan(column).Trim(" \t"u8);

    public override bool Read()
    {
        if (_firstIsData)
        {
            _firstIsData = false;
            return true;
        }
        if (!ReadRecord()) return false;
        if (_reader.FieldCount != _columns)
            throw new InvalidInputException(
                $"{Where}: row {_row} has {Counted(_reader.FieldCount, "cell")}, but row {_firstRow} has {_columns}; every row needs as many as the first.");
        if (_isHeaderGuessed && !_isHeaderChecked) RequireHeaderUnlikeData();
        _isHeaderChecked = true;
        return true;
    }

    public override void Dispose()
    {
        _reader.Dispose();
        _stream.Dispose();
    }

    /// <summary>Refuses a header that was guessed although the current row has numbers and text in the very same columns.</summary>
    private void RequireHeaderUnlikeData()
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
        (_columns, _firstRow) = (_reader.FieldCount, _row);
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
                _row++;
                if (_reader.FieldCount > 1 || !this[0].IsEmpty) return true;
            }
            return false;
        }
        catch (CsvFormatException)
        {
            throw new InvalidInputException($"{Where}: row {Row + 1} is longer than {LargestRow >> 20} MiB; is there a quote that is never closed?");
        }
    }

    public static void RequireDelimiter(string where, char? delimiter)
    {
        if (delimiter is null or ',' or ';' or '\t' or '|' or ' ') return;
        if (char.IsAscii(delimiter.Value) && (char.IsPunctuation(delimiter.Value) || char.IsSymbol(delimiter.Value)) && delimiter is not ('"' or '.' or '+' or '-'))
            return;
        throw new InvalidInputException($"{Printable.Quoted(delimiter.Value.ToString())} cannot stand between the cells of {where}; give a comma, semicolon, tab or bar.");
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

using System.Globalization;
using System.Text;

namespace Backprop.Tabular;

/// <summary>
/// Collects one column while a table is read. It begins with spellings, each of which is understood once; a column with
/// more than <see cref="FewSpellings"/> of them, all numbers, goes on with the numbers alone.
/// </summary>
/// <param name="source">The table.</param>
/// <param name="column">The column, from 0.</param>
/// <param name="keepsSpellings">Whether it goes on with spellings, however many there are.</param>
/// <param name="isCategory">Whether it holds categories on request.</param>
/// <param name="statistics">Counts what would else be kept row by row; null (the default) to keep the rows.</param>
internal sealed class ColumnCollector(TableSource source, int column, bool keepsSpellings, bool isCategory, ColumnStatistics? statistics = null)
{
    /// <summary>Up to so many different cells a column keeps how they are spelled.</summary>
    public const int FewSpellings = 64;

    /// <summary>A text column with more different texts than this is not kept: it identifies rows.</summary>
    public const int MostSpellings = 1 << 20;

    /// <summary>
    /// Text among numbers makes categories of both, such as codes; but among more different numbers than this it is a mistake, or
    /// a mark of a missing value, where it is rarer than one cell in <see cref="RowsPerMistake"/>, or is one of <see cref="MostMarks"/> texts.
    /// </summary>
    private const int MostCodes = 20, RowsPerMistake = 20, MostMarks = 2;

    private readonly string _where = source.Where, _described = source.Described(column);
    private readonly List<(bool IsMissing, float Number)> _meanings = [];
    private readonly List<long> _counts = [];
    private ChunkedBuffer<int>? _codes = statistics is null ? new(source.Where) : null;
    private Spellings? _spellings = new();
    private ChunkedBuffer<float>? _numbers;
    private InvalidInputException? _firstFault;
    private string? _firstText;
    private long _rows, _missing, _texts, _numberCells;
    private int _differentNumbers, _differentTexts;
    private bool _areNumbers;

    /// <summary>Takes the cell of the source's current row.</summary>
    public void Add()
    {
        ReadOnlySpan<byte> cell = source[column];
        _rows++;
        if (!_areNumbers) AddSpelling(cell);
        else if (DecimalNumber.TryRead(cell, out float number)) AddNumber(number);
        else AddNumber(Understand(cell));
    }

    /// <summary>Whether the column turned out to be text after its spellings were given up, so that the table must be read again.</summary>
    public bool NeedsSpellings => _areNumbers && _texts * RowsPerMistake >= _rows;

    /// <summary>The column.</summary>
    /// <exception cref="InvalidInputException">A cell is neither a number nor a word, among numbers or among words.</exception>
    public RawColumn Complete()
    {
        if (_firstText is null && _firstFault is not null && !isCategory) throw _firstFault;
        if (_firstText is not null && !isCategory && IsMistake)
            throw new InvalidInputException(
                $"{_firstText} is text, but other rows have numbers there; correct the cell, or leave it empty if the value is missing; or say that the column holds categories, or is to be ignored.");
        return new RawColumn
        {
            Name = source.Names?[column] ?? string.Create(CultureInfo.InvariantCulture, $"x{column + 1}"),
            Index = column,
            Described = $"{_where}: column {_described}",
            Numbers = _numbers,
            Codes = _codes,
            Statistics = statistics,
            AreNumbers = _areNumbers,
            IsGivenUp = !_areNumbers && _spellings is null,
            Spellings = _areNumbers || _spellings is null ? [] : [.. _meanings.Select((meaning, code) => new Spelling(_spellings[code], meaning.IsMissing, meaning.Number, _counts[code]))],
            Missing = _missing + (!_areNumbers ? Sum(meaning => meaning.IsMissing) : 0),
            Rows = _rows,
            FirstText = _firstText,
            HasNumbers = _numberCells > 0,
        };
    }

    private bool IsMistake => _areNumbers
        || (_differentNumbers > MostCodes && (_texts * RowsPerMistake < _rows || _differentTexts <= MostMarks));

    private long Sum(Func<(bool IsMissing, float Number), bool> which)
    {
        long sum = 0;
        for (int code = 0; code < _meanings.Count; code++) sum += which(_meanings[code]) ? _counts[code] : 0;
        return sum;
    }

    private void AddSpelling(ReadOnlySpan<byte> cell)
    {
        if (_spellings is null) return;
        int code = _spellings.Find(cell);
        if (code < 0)
        {
            long missing = _missing;
            float number = Understand(cell);
            code = _spellings.Add(cell);
            _meanings.Add((_missing > missing, number));
            _counts.Add(0);
            _missing = missing;                     // Counted by spelling, while there are spellings.
        }
        else if (float.IsNaN(_meanings[code].Number) && !_meanings[code].IsMissing)
        {
            _texts++;
        }
        _counts[code]++;
        if (_codes is not null) _codes.Add(code);
        else statistics!.Add(code, _meanings[code].Number);
        if (_spellings.Count > FewSpellings && _texts == 0 && !keepsSpellings) BecomeNumbers();
        else if (_spellings.Count > MostSpellings) (_spellings, _codes) = (null, null);
    }

    private void AddNumber(float number)
    {
        if (_numbers is not null) _numbers.Add(number);
        else statistics!.Add(number);
    }

    private void BecomeNumbers()
    {
        _areNumbers = true;
        if (_codes?.Drain() is { } codes)
        {
            _numbers = new ChunkedBuffer<float>(_where);
            foreach (int code in codes) _numbers.Add(_meanings[code].Number);
        }
        _missing = Sum(meaning => meaning.IsMissing);
        (_spellings, _codes) = (null, null);
    }

    /// <summary>The number in a cell; NaN for what is missing, a text, or a fault, each of which is counted.</summary>
    private float Understand(ReadOnlySpan<byte> cell)
    {
        if (Cell.TryNumber(cell, out float number))
        {
            _numberCells++;
            if (!_areNumbers) _differentNumbers++;
            return number;
        }
        switch (Cell.FaultOf(cell))
        {
            case CellFault.Missing:
                _missing++;
                break;
            case CellFault.Nul or CellFault.Encoding:
                throw source.Refuse(column);
            case CellFault.Text:
                _texts++;
                _differentTexts++;
                _firstText ??= $"{source.Place(column)}: {Cell.Quoted(cell)}";
                break;
            default:
                _firstFault ??= source.Refuse(column);
                if (isCategory) _texts++;
                break;
        }
        return float.NaN;
    }
}

using System.Globalization;
using System.Text;
using Backprop.Data;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>Collects the target while the table is read, and decides at its end whether it makes classes or numbers.</summary>
internal sealed class TargetColumn(CsvSource source, int column, CsvTask? task)
{
    private const int MostClasses = 1 << 16;

    // So many spellings of numbers are no longer those of MostNumberedClasses values.
    private const int MostSpellings = 1 << 10;

    private readonly ChunkedBuffer<float> _numbers = new(source.Where);
    private readonly ChunkedBuffer<int> _codes = new(source.Where);
    private readonly Dictionary<string, int> _spellings = new(StringComparer.Ordinal);
    private long _rows;
    private string? _firstText;
    private bool _anyNumber, _tooMany;

    /// <summary>Takes the target of the source's current row.</summary>
    public void Add()
    {
        ReadOnlySpan<byte> cell = source[column];
        _rows++;
        bool isNumber = Cell.TryNumber(cell, out float number);
        if (!isNumber) TakeText(cell);
        else if (_firstText is null && task != CsvTask.Classification) _numbers.Add(number);
        _anyNumber |= isNumber;
        if (task == CsvTask.Regression || _tooMany) return;
        _codes.Add(CodeOf(cell));
    }

    /// <summary>The data set of the inputs and the collected targets.</summary>
    /// <exception cref="InvalidInputException">One class only, or a mixture of text and numbers.</exception>
    public Dataset Complete(InputRows inputs, string name)
    {
        if (task == CsvTask.Regression || _tooMany) return Dataset.ForRegression(inputs, _numbers.Drain(), [name]);
        if (task is null && _firstText is not null && _anyNumber)
            throw new InvalidInputException(
                $"{_firstText} is text, but other rows of the target have numbers; correct the cell, or say that the task is classification.");
        var (names, classes) = _firstText is null ? NumberedClasses() : NamedClasses();
        if (task is null && _firstText is null && !AreClasses(names)) return Dataset.ForRegression(inputs, _numbers.Drain(), [name]);
        if (names.Length == 1)
            throw new InvalidInputException(
                $"{source.Where}: the target, column {source.Described(column)}, is {Printable.Quoted(names[0])} in every row: one class only; a classifier needs at least two.");
        int[] labels = _codes.Drain();
        for (int row = 0; row < labels.Length; row++) labels[row] = classes[labels[row]];
        return Dataset.ForClassification(inputs, labels, names, name);
    }

    private void TakeText(ReadOnlySpan<byte> cell)
    {
        CellFault fault = Cell.FaultOf(cell);
        if (fault is CellFault.Missing or CellFault.Nul or CellFault.Encoding || (fault != CellFault.Text && task is null)) throw source.Refuse(column);
        if (task == CsvTask.Regression)
            throw fault != CellFault.Text ? source.Refuse(column) : new InvalidInputException(
                $"{source.Place(column)}: {Cell.Quoted(cell)} is not a number, but regression needs numbers in the target; correct it, or say that the task is classification.");
        if (_tooMany)
            throw new InvalidInputException(
                $"{source.Place(column)}: {Cell.Quoted(cell)} is text, but the rows before have more than {MostSpellings} different numbers; correct the cell, or say that the task is classification.");
        _firstText ??= $"{source.Place(column)}: {Cell.Quoted(cell)}";
    }

    private int CodeOf(ReadOnlySpan<byte> cell)
    {
        const int LongestOnStack = 128;
        Span<char> room = stackalloc char[LongestOnStack];
        ReadOnlySpan<char> text = cell.Length <= LongestOnStack ? room[..Encoding.UTF8.GetChars(cell, room)] : Encoding.UTF8.GetString(cell);
        var lookup = _spellings.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out int code)) return code;
        code = _spellings.Count;
        if (task is null && _firstText is null && code == MostSpellings) _tooMany = true;
        else if (code == MostClasses)
            throw new InvalidInputException(
                $"{source.Place(column)}: the target has more than {MostClasses} different values, too many for classes; choose another column, or regression.");
        lookup[text] = code;
        return code;
    }

    /// <summary>Names in ordinal order, and the class of each spelling.</summary>
    private (string[] Names, int[] Classes) NamedClasses()
    {
        string[] names = [.. _spellings.Keys.Order(StringComparer.Ordinal)];
        return (names, ClassOf(names, spelling => spelling));
    }

    /// <summary>Numbers in their order, and the class of each spelling: 1 and 1.0 are one class.</summary>
    private (string[] Names, int[] Classes) NumberedClasses()
    {
        string[] names = [.. _spellings.Keys.Select(ClassNames.OfNumber).Distinct(StringComparer.Ordinal).OrderBy(ValueOf).ThenBy(name => name, StringComparer.Ordinal)];
        return (names, ClassOf(names, ClassNames.OfNumber));
    }

    private int[] ClassOf(string[] names, Func<string, string> nameOf)
    {
        var index = names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        var classes = new int[_spellings.Count];
        foreach (var (spelling, code) in _spellings) classes[code] = index[nameOf(spelling)];
        return classes;
    }

    private bool AreClasses(string[] names) =>
        names.Length <= CsvDataset.MostNumberedClasses && _rows >= (long)CsvDataset.RowsPerNumberedClass * names.Length
        && names.All(name => ValueOf(name) is >= 0 and var value && Math.Floor(value) == value);

    private static double ValueOf(string number) => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>The classes of a known model, to find a row's class by its name.</summary>
internal sealed class ClassNames
{
    private const int NamesListed = 20;

    private readonly IReadOnlyList<string> _names;
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    public ClassNames(IReadOnlyList<string> names)
    {
        _names = names;
        for (int i = 0; i < names.Count; i++) _index[names[i]] = i;
    }

    /// <summary>The class in a cell: the name itself, or the same number written otherwise (1.0 for 1).</summary>
    /// <exception cref="InvalidInputException">No class of the model is called so.</exception>
    public int Label(TableSource source, int column)
    {
        ReadOnlySpan<byte> cell = source[column];
        const int LongestOnStack = 128;
        Span<char> room = stackalloc char[LongestOnStack];
        if (cell.Length <= LongestOnStack && _index.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(room[..Encoding.UTF8.GetChars(cell, room)], out int label)) return label;
        string text = Encoding.UTF8.GetString(cell);
        if (_index.TryGetValue(text, out label)) return label;
        if (Cell.TryNumber(cell, out _) && _index.TryGetValue(OfNumber(text), out label)) return label;
        if (Cell.FaultOf(cell) is CellFault.Missing or CellFault.Nul or CellFault.Encoding) throw source.Refuse(column);
        throw new InvalidInputException(
            $"{source.Place(column)}: {Cell.Quoted(cell)} is none of the model's classes: {string.Join(", ", _names.Take(NamesListed).Select(Printable.Quoted))}{(_names.Count > NamesListed ? ", …" : "")}.");
    }

    /// <summary>Names in ordinal order, or by value where all are numbers.</summary>
    public static string[] InOrder(IEnumerable<string> names, bool areNumbers) => areNumbers
        ? [.. names.OrderBy(ValueOf).ThenBy(name => name, StringComparer.Ordinal)]
        : [.. names.Order(StringComparer.Ordinal)];

    /// <summary>The value of a name that is a number.</summary>
    public static double ValueOf(string number) => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>A number as the name of a class: 1.0, 01 and 1 are one class, yet whole numbers beyond 2⁵³ stay different.</summary>
    public static string OfNumber(string text)
    {
        if (text[0] != '0' && text.All(char.IsAsciiDigit)) return text;
        double value = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return (value == 0 ? 0 : value).ToString("R", CultureInfo.InvariantCulture);
    }
}

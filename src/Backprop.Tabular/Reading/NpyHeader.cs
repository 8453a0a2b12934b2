using System.Globalization;
using System.Text.RegularExpressions;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>
/// What the header of an NPY array says: a Python dictionary of exactly descr, fortran_order and shape, each once. It is matched, not evaluated;
/// what Python would read otherwise (a key twice, other literals) is refused.
/// </summary>
/// <param name="Type">The type of its elements, <c>&lt;f4</c> for example: one that holds numbers.</param>
/// <param name="ColumnFirst">Whether columns follow one another, rather than rows.</param>
/// <param name="Rows">Rows, at least 1.</param>
/// <param name="Columns">Columns, at least 1.</param>
internal readonly partial record struct NpyHeader(string Type, bool ColumnFirst, int Rows, int Columns)
{
    /// <summary>Bytes of an element.</summary>
    public int Size => int.Parse(Type.AsSpan(2), CultureInfo.InvariantCulture);

    /// <summary>Bytes of all elements.</summary>
    public long DataBytes => (long)Rows * Columns * Size;

    /// <exception cref="InvalidInputException">It is no such dictionary, or the array has no numbers in rows.</exception>
    public static NpyHeader Parse(string where, string text)
    {
        if (Dictionary().Match(text) is not { Success: true } match || match.Groups["key"].Captures is not { Count: 3 } keys || keys.Select(key => key.Value).Distinct().Count() < 3)
            throw new InvalidInputException($"{where}: the header of the array must hold 'descr', 'fortran_order' and 'shape', each once; save plain numbers.");
        string Value(string key) => match.Groups["value"].Captures[keys.Index().Single(entry => entry.Item.Value == key).Index].Value;
        string type = Value("descr").Trim('\''), order = Value("fortran_order"), shape = Value("shape").Trim('(', ')');
        if (!KnownType().IsMatch(type))
            throw new InvalidInputException($"{where}: the array has the type {Printable.Quoted(type)}; numbers are needed: float16, float32, float64, bool or whole numbers.");
        if (order is not ("True" or "False"))
            throw new InvalidInputException($"{where}: 'fortran_order' of the array is {Printable.Quoted(order)}, not True or False; save the array again.");
        long[] sizes = [.. shape.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(size => long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : -1)];
        if (sizes is not ([_] or [_, _]) || sizes.Any(size => size is < 1 or > int.MaxValue) || (sizes.Length == 2 && sizes[0] > Array.MaxLength / sizes[1]))
            throw new InvalidInputException($"{where}: the array has the shape ({shape}); rows, or rows and columns, are needed.");
        return new NpyHeader(type, order == "True", (int)sizes[0], sizes.Length == 2 ? (int)sizes[1] : 1);
    }

    [GeneratedRegex(@"^\{\s*'(?<key>descr|fortran_order|shape)'\s*:\s*(?<value>'[^']*'|True|False|\([^()]*\))(?:\s*,\s*'(?<key>descr|fortran_order|shape)'\s*:\s*(?<value>'[^']*'|True|False|\([^()]*\)))*\s*,?\s*\}\s*$", RegexOptions.ExplicitCapture)]
    private static partial Regex Dictionary();

    [GeneratedRegex(@"^([<>]f[248]|[<>][iu][248]|\|[iu]1|\|b1)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex KnownType();
}

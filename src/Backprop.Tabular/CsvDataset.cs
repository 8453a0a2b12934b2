using Backprop.Data;

namespace Backprop.Tabular;

/// <summary>
/// Reads a table of numbers (CSV as in RFC 4180, or with other delimiters) to train on. The culture of the system has no influence.
/// UTF-8 with or without byte-order mark; rows end with CRLF, LF or CR; cells may be quoted; blank rows are passed over.
/// </summary>
public static class CsvDataset
{
    /// <summary>Whole numbers in the target are taken for classes up to so many different values.</summary>
    public const int MostNumberedClasses = 20;

    /// <summary>Whole numbers in the target are taken for classes from so many rows for each value, on average.</summary>
    public const int RowsPerNumberedClass = 5;

    /// <summary>The name of the target where the file has no header.</summary>
    public const string UnnamedTarget = "target";

    /// <summary>
    /// The table as a data set: every column but the target is a feature. Without header the features are called x1, x2, …
    /// by their column's number, so that the target's place is a gap in them. Classes are sorted by name, or by value where all are numbers.
    /// </summary>
    /// <exception cref="InvalidInputException">Whatever is wrong with the file, with row and column, or with the options.</exception>
    public static Dataset Read(CsvOptions options) => Read(options, out _);

    /// <summary>Like <see cref="Read(CsvOptions)"/>, and says how the file was read.</summary>
    /// <inheritdoc cref="Read(CsvOptions)"/>
    public static Dataset Read(CsvOptions options, out CsvFormat format)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var source = CsvSource.Open(options.Path, options.Header, options.Delimiter);
        if (source.Columns < 2)
            throw new InvalidInputException(
                $"{source.Where} has one column only, but a feature and a target are needed; if cells are not separated by comma, semicolon, tab or bar, give the delimiter.");
        int target = ColumnChoice.Find(source, options.Target);
        var collected = new TargetColumn(source, target, options.Task);
        var values = new ChunkedBuffer<float>(source.Where);
        for (bool first = true; source.Read(); first = false)
        {
            if (first && options.Header is null) source.RequireHeaderUnlikeData();
            for (int column = 0; column < source.Columns; column++)
                if (column != target) values.Add(source.Number(column));
            collected.Add();
        }
        if (source.IsHeaderOnly) throw new InvalidInputException($"{source.Where} has a header but no rows; a row for each data point is needed.");
        string name = source.Names?[target] ?? UnnamedTarget;
        format = new CsvFormat(source.Delimiter, source.Names is not null, name, target + 1, source.Columns);
        IReadOnlyList<string> features = source.Names is { } names
            ? names.Where((_, column) => column != target).ToArray()
            : new ColumnNames(source.Columns - 1, feature => $"x{(feature < target ? feature + 1 : feature + 2)}");
        return collected.Complete(new InputRows(source.Name, values.Drain(), source.Columns - 1, features), name);
    }
}

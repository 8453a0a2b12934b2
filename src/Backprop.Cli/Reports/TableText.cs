using Backprop.Cli.Data;
using Backprop.Cli.Terminals;
using Backprop.Tabular;

namespace Backprop.Cli.Reports;

/// <summary>What was found in a table, a line a column.</summary>
internal sealed class TableText(CommandEnvironment environment)
{
    private const int MostColumns = 40, LongestName = 24, LongestRange = 30, LongestBecomes = 44;

    private readonly Facts _facts = new(environment);
    private readonly Glyphs _glyphs = new(environment.Terminal);

    /// <summary>How a table was read, and each of its columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="prepared">What was made of it for a training; null (the default) where nothing was.</param>
    public void Write(TableDescription table, PreparedTable? prepared = null)
    {
        Write(table.Format, Ordered(table.Columns, prepared));
        if (prepared is not null) WriteTarget(prepared.RowsWithoutTarget, prepared.IsTaskGuessed, prepared.Parts.Training.IsClassification, prepared.Parts.Training.Outputs);
    }

    /// <summary>The same of a table that is not in memory.</summary>
    public void Write(StreamedTable table)
    {
        Write(table.Format, [.. table.Columns.OrderBy(column => column.IsTarget)]);
        WriteTarget(table.RowsWithoutTarget, table.IsTaskGuessed, table.Parts.Training.IsClassification, table.Parts.Training.Outputs);
    }

    private void Write(TableFormat format, List<ColumnProfile> columns)
    {
        string target = format.TargetColumn > 0 ? $"; the target is column {format.TargetColumn} of {format.Columns}{(format.HasHeader ? $", {format.Target}" : "")}" : "";
        _facts.Write("Read as", $"{(format.HasHeader ? "header and rows" : "rows without header")}{Separator(format.Delimiter)}{target}");
        _facts.Space();
        List<string[]> rows = [["column", "type", "missing", "unique", "range", "histogram", "becomes"], .. columns.Take(MostColumns).Select(Row)];
        foreach (string line in new TextTable(column => column is not (2 or 3)).LinesWithin(environment.Terminal, rows, [4, 5, 3, 2, 6])) _facts.Line(line);
        if (columns.Count > MostColumns) _facts.Line($"  and {Figures.Count(columns.Count - MostColumns, "column")} more");
        _facts.Space();
    }

    private void WriteTarget(int rowsWithout, bool isGuess, bool isClassification, int outputs)
    {
        if (rowsWithout > 0) _facts.Write("Left out", $"{Figures.Count(rowsWithout, "row")} without a target");
        if (isGuess) _facts.Write("Task", isClassification
            ? $"classes: the target has {Figures.Count(outputs)} different whole numbers; --task regression would predict them as numbers"
            : "numbers: the target has few rows for each of its whole numbers; --task classification would make classes of them");
    }

    /// <summary>A column in words, for a line of a table.</summary>
    public static string Becomes(TableColumn column) => column switch
    {
        NumberColumn { Tails: not null } number => "standardized, far values drawn nearer" + Gaps(number.HasIndicator),
        NumberColumn number => "standardized" + Gaps(number.HasIndicator),
        BooleanColumn boolean => "0 or 1" + Gaps(boolean.HasIndicator),
        CategoryColumn category => $"one of {Figures.Count(category.Categories.Count)}{(category.HasOther ? " or other" : "")}",
        TimeColumn time => $"{(time.Order == DateOrder.TimeOfDay ? "part of the day" : "days")}{string.Concat(time.Periods.Select(period => $", place in the {TimeColumn.Word(period)}"))}{Gaps(time.HasIndicator)}",
        IgnoredColumn ignored => $"left out: {ignored.Reason}",
        _ => column.Kind,
    };

    private static string Gaps(bool hasIndicator) => hasIndicator ? ", gaps marked" : "";

    /// <summary>The target last, and each column as it was learned from the training part, where there is one.</summary>
    private static List<ColumnProfile> Ordered(IReadOnlyList<ColumnProfile> columns, PreparedTable? prepared)
    {
        var learned = prepared?.Parts.Columns?.ToDictionary(column => column.Name, StringComparer.Ordinal) ?? [];
        return [.. columns.Select(column => !column.IsTarget && learned.TryGetValue(column.Name, out var known) ? column with { Column = known } : column).OrderBy(column => column.IsTarget)];
    }

    /// <summary>A kind as reports spell it.</summary>
    public static string KindWord(ColumnKind kind) => kind.ToString().ToLowerInvariant();

    private string[] Row(ColumnProfile column) =>
    [
        Short(column.Name, LongestName),
        KindWord(column.Kind),
        column.Missing == 0 ? "" : Figures.Count(column.Missing),
        column.Unique is { } unique ? Figures.Count(unique) : "many",
        Short(column.Range is { } range ? $"{Figures.Short(range.Smallest)} to {Figures.Short(range.Largest)}" : string.Join(", ", column.Examples.Take(3)), LongestRange),
        Sparkline.Bars(column.Histogram, _glyphs.Levels),
        Short(column.IsTarget ? "the target" : Becomes(column.Column), LongestBecomes),
    ];

    private string Short(string text, int most) =>
        text.Length <= most ? text : environment.Terminal.HasUnicode ? text[..(most - 1)] + "…" : text[..(most - 2)] + "..";

    private static string Separator(char delimiter) => delimiter switch
    {
        '\0' => " of arrays",
        '\t' => ", cells separated by tab",
        _ => $", cells separated by '{delimiter}'",
    };
}

using System.Globalization;

namespace Backprop.Tabular;

/// <summary>Reads a whole table column by column: once, or twice where a column of numbers turns out to be one of text.</summary>
internal sealed class TableReading
{
    /// <summary>A column costs some kilobytes before it has a row: a file of nothing but delimiters must not take a thousand times its length.</summary>
    public const int MostColumns = 100_000;

    private readonly TableOptions _options;
    private readonly Func<ReadingWatch, TableSource> _open;
    private readonly HashSet<int> _spelled = [];

    private readonly InputCopy? _input;
    private readonly RowScan? _scan;

    private TableReading(TableOptions options, Func<ReadingWatch, TableSource> open, InputCopy? input, RowScan? scan) =>
        (_options, _open, _input, _scan) = (options, open, input, scan);

    /// <summary>The columns in the table's order; null for those that are ignored.</summary>
    public RawColumn?[] Columns { get; private set; } = [];

    /// <summary>The name of each column: x1, x2, … where there is no header.</summary>
    public string[] Names { get; private set; } = [];

    /// <summary>The columns as a message lists them.</summary>
    public string Listed { get; private set; } = "";

    /// <summary>The number of rows.</summary>
    public int Rows { get; private set; }

    /// <summary>The target's index; −1 where there is none.</summary>
    public int Target { get; private set; } = -1;

    /// <summary>What the table is called, where it stands, and how it was read.</summary>
    public (string Name, string Where, TableFormat Format) Facts { get; private set; }

    /// <summary>The column whose equal cells belong together; −1 for none.</summary>
    public int Group { get; private set; } = -1;

    /// <summary>The column that orders the rows; −1 for none.</summary>
    public int Time { get; private set; } = -1;

    /// <summary>The column that says how much each row counts; −1 for none.</summary>
    public int Weight { get; private set; } = -1;

    /// <summary>The columns that are left out on request.</summary>
    public HashSet<int> Ignored { get; private set; } = [];

    /// <summary>The columns that hold categories on request.</summary>
    public HashSet<int> Categorical { get; private set; } = [];

    /// <summary>The columns that hold numbers on request.</summary>
    public HashSet<int> Numeric { get; private set; } = [];

    /// <exception cref="InvalidInputException">Whatever is wrong with the file, with row and column, or with the options.</exception>
    public static TableReading Of(TableOptions options)
    {
        using var input = options.Path == TableFiles.StandardInput ? new InputCopy() : null;
        return Of(options, input, null);
    }

    /// <summary>The same from a source that can be opened again.</summary>
    /// <exception cref="InvalidInputException">Whatever is wrong with the rows, or with the options.</exception>
    public static TableReading Of(TableOptions options, Func<TableSource> open) => Read(new TableReading(options, _ => open(), null, null));

    /// <summary>The same, without keeping a row where a scan is given: it counts what is to be learned as the rows go by.</summary>
    public static TableReading Of(TableOptions options, InputCopy? input, RowScan? scan) => Read(new TableReading(
        options, watch => TableFiles.Open([options.Path, .. options.MoreFiles], options.Header, options.Delimiter, input, watch.Meter), input, scan));

    private static TableReading Read(TableReading reading)
    {
        while (!reading.TryRead())
        {
            // Now it is known which columns keep their spellings.
        }
        return reading;
    }

    private bool TryRead()
    {
        var watch = new ReadingWatch(_options, _input, "reading");
        using var source = _open(watch);
        FindColumns(source);
        _scan?.Start(source, Target, Group);
        if (source.Columns > MostColumns)
            throw new InvalidInputException($"{source.Where} has {source.Columns} columns, more than the {MostColumns} that a table may have; leave out those that are not needed.");
        var collectors = new ColumnCollector?[source.Columns];
        for (int column = 0; column < collectors.Length; column++)
            if (!Ignored.Contains(column)) collectors[column] = new ColumnCollector(source, column, IsCategory(column) || _spelled.Contains(column), IsCategory(column), _scan?.NewColumn());
        ColumnCollector[] read = [.. collectors.OfType<ColumnCollector>()];
        long rows = 0;
        for (; source.Read(); rows++)
        {
            _scan?.Next();
            foreach (var collector in read) collector.Add();
            watch.Step();
        }
        watch.Look();
        if (rows > int.MaxValue) throw new InvalidInputException($"{source.Where} has {rows} rows, more than the {int.MaxValue} that can be trained on: use fewer of them.");
        if (rows == 0) throw new InvalidInputException($"{source.Where} {(source.MayBeEmpty ? "are none" : "has a header but no rows")}; a row for each data point is needed.");
        for (int column = 0; column < collectors.Length; column++)
            if (collectors[column] is { NeedsSpellings: true } && !Numeric.Contains(column) && column != Target) _spelled.Add(column);
        if (_spelled.Count > 0 && collectors.Index().Any(entry => entry.Item is { NeedsSpellings: true } && _spelled.Contains(entry.Index))) return false;
        (Rows, Listed) = ((int)rows, source.Listed());
        Names = source.Names ?? [.. Enumerable.Range(1, source.Columns).Select(number => string.Create(CultureInfo.InvariantCulture, $"x{number}"))];
        Columns = Array.ConvertAll(collectors, collector => collector?.Complete());
        string target = Target < 0 ? "" : source.Names?[Target] ?? Table.UnnamedTarget;
        Facts = (source.Name, source.Where, new TableFormat(source.Delimiter, source.Names is not null, target, Target + 1, source.Columns));
        return true;
    }

    private bool IsCategory(int column) => Categorical.Contains(column) || column == Group || (column == Target && _options.Task == TableTask.Classification);

    private void FindColumns(TableSource source)
    {
        if (_options.Target is not null) Target = ColumnChoice.FindTarget(source, _options.Target);
        Ignored = Find(source, _options.Ignore, "the columns to ignore");
        Numeric = Find(source, _options.Numeric, "the numeric columns");
        Categorical = Find(source, _options.Categorical, "the categorical columns");
        if (_options.Group is { } group) Group = ColumnChoice.Find(source, group, "the groups");
        if (_options.Weight is { } weight) Weight = ColumnChoice.Find(source, weight, "the weights");
        if (_options.Time is { } time) Time = ColumnChoice.Find(source, time, "the time");
        if (Group >= 0 && Time >= 0) throw new InvalidInputException($"{source.Where}: parts can be drawn by groups or by time, not by both; give one.");
        foreach (int column in new[] { Group, Time })
            if (column >= 0 && (column == Target || Ignored.Contains(column)))
                throw new InvalidInputException($"{source.Where}: column {source.Described(column)} cannot divide the rows, since it is {(column == Target ? "the target" : "ignored")}.");
        if (Weight >= 0 && (Weight == Target || Weight == Group || Weight == Time || Ignored.Contains(Weight) || Categorical.Contains(Weight)))
            throw new InvalidInputException($"{source.Where}: column {source.Described(Weight)} cannot be the weights, since it is {(Weight == Target ? "the target" : Weight == Group ? "the groups" : Weight == Time ? "the time" : Ignored.Contains(Weight) ? "ignored" : "categorical")}.");
        foreach (var (columns, what) in new[] { (Ignored, "ignored"), (Numeric, "numeric"), (Categorical, "categorical") })
            if (columns.Contains(Target))
                throw new InvalidInputException($"{source.Where}: column {source.Described(Target)} is the target and cannot be {what}.");
        foreach (int column in Numeric)
            if (Categorical.Contains(column))
                throw new InvalidInputException($"{source.Where}: column {source.Described(column)} cannot be numeric and categorical at once.");
    }

    private static HashSet<int> Find(TableSource source, IReadOnlyList<string> choices, string purpose) =>
        [.. choices.Select(choice => ColumnChoice.Find(source, choice, purpose))];
}

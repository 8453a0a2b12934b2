using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Tabular;

namespace Backprop.Cli.Options;

/// <summary>How a file of data is to be read.</summary>
internal sealed class DataOptions : OptionGroup
{
    private readonly ValueOption<string> _labels = new(
        "--labels", "FILE", "The labels of IDX images, one for each.", Read.Text);

    private readonly ValueOption<string> _target;

    private readonly ValueOption<TableTask?> _task = new(
        "--task", "KIND", "What the target of a table is: classification (a class) or regression (a number).", Read.OneOf(Tasks))
    { Completions = Tasks.Select(task => task.Word), DefaultText = "by what the column holds" };

    private readonly ValueOption<bool?> _header = new(
        "--header", "yes|no|auto", "Whether the first line of a table names its columns.", Read.OneOf(Headers), "auto")
    { Completions = Headers.Select(header => header.Word) };

    private readonly ValueOption<char?> _delimiter = new(
        "--delimiter", "CHAR", "What separates the columns of a table: one character, or tab.", ReadDelimiter)
    { DefaultText = "found in the file" };

    private readonly ValueOption<string> _positive = new(
        "--positive", "CLASS", "Of two classes the one that is looked for: its probability is the last.", Read.Text)
    { DefaultText = "the second in order" };

    private readonly ValueOption<string> _group = new(
        "--group", "COLUMN", "A column of a table, such as a patient: rows that are equal in it are never divided between training, validation and test.", Read.Text)
    { DefaultText = "rows are drawn one by one" };

    private readonly ValueOption<string> _time = new(
        "--time", "COLUMN", "A column of a table with times or numbers: the latest rows are held out, not random ones.", Read.Text)
    { DefaultText = "random rows" };

    private readonly ValueOption<IReadOnlyList<string>> _ignore = Columns("--ignore", "Columns of a table to leave out, by name or number, separated by commas.");

    private readonly ValueOption<IReadOnlyList<string>> _numeric = Columns("--numeric", "Columns of a table that hold numbers, whatever they look like.");

    private readonly ValueOption<IReadOnlyList<string>> _categorical = Columns("--categorical", "Columns of a table whose numbers are categories, such as codes.");

    private readonly bool _forTraining;

    private readonly bool _isTable;

    /// <param name="forTraining">Whether the columns are described here; otherwise the model knows them.</param>
    public DataOptions(bool forTraining) : base("Data")
    {
        _forTraining = forTraining;
        _target = new("--target", "COLUMN", "The column of a table that is to be predicted: its name, its number from 1, or last.", Read.Text)
        {
            DefaultText = forTraining ? null : "the model's",
        };
    }

    private static IReadOnlyList<(string Word, TableTask? Value)> Tasks =>
        [("classification", TableTask.Classification), ("regression", TableTask.Regression)];

    private static IReadOnlyList<(string Word, bool? Value)> Headers => [("yes", true), ("no", false), ("auto", null)];

    private DataOptions(bool forTraining, bool isTable) : this(forTraining) => _isTable = isTable;

    /// <summary>The options of a training, for data that are a table.</summary>
    public static DataOptions OfTable() => new(forTraining: true, isTable: true);

    public override IReadOnlyList<Option> Options =>
        _isTable ? [_target, _task, _positive, _ignore, _numeric, _categorical, _header, _delimiter] :
        _forTraining ? [_target, _task, _positive, _ignore, _numeric, _categorical, _group, _time, _header, _delimiter, _labels] : [_target, _header, _delimiter, _labels];

    /// <summary>What DATA is, and how it is to be read.</summary>
    /// <exception cref="InvalidInputException">There is no such data, or an option does not fit its kind.</exception>
    public DataSource Source(ParseResult result, params string[] files)
    {
        string data = files[0];
        var source = new DataSource(DataLocation.Find(data, !_isTable && WasGiven(result, _labels)))
        {
            Labels = _isTable ? null : _labels.Of(result),
            Table = new TableColumns(_target.Of(result), _forTraining ? _task.Of(result) : null, _header.Of(result), _delimiter.Of(result)),
        };
        if (files.Length > 1)
        {
            if (!source.IsTable) throw new InvalidInputException($"{data} is {source.Location.KindName}, to which '{files[1]}' cannot be added: only tables may be several files.");
            source = source with { MoreFiles = files[1..] };
        }
        if (_forTraining) source = source with { Table = ForTraining(result, source.Table) };
        if (!source.IsTable)
            foreach (var option in Options.Where(option => option != _labels))
                Refuse(result, option, $"{data} is {source.Location.KindName}, not a table");
        if (source.Location.Kind != DataKind.Idx && !_isTable)
            Refuse(result, _labels, $"{data} is {source.Location.KindName}, not a file of IDX images");
        return source;
    }

    /// <summary>The words that tell another command how to read a file of the same format.</summary>
    public IEnumerable<string> FormatWords(DataSource source)
    {
        if (source.Table.Header is { } header) foreach (string word in new[] { _header.Name, header ? "yes" : "no" }) yield return word;
        if (source.Table.Delimiter is { } delimiter) foreach (string word in new[] { _delimiter.Name, delimiter == '\t' ? "tab" : delimiter.ToString() }) yield return word;
    }

    private TableColumns ForTraining(ParseResult result, TableColumns table) => table with
    {
        Positive = _positive.Of(result),
        Group = _isTable ? null : _group.Of(result),
        Time = _isTable ? null : _time.Of(result),
        Ignore = _ignore.Of(result) ?? [],
        Numeric = _numeric.Of(result) ?? [],
        Categorical = _categorical.Of(result) ?? [],
    };

    private static ValueOption<IReadOnlyList<string>> Columns(string name, string description) => new(
        name, "COLUMN,…", description, text => [.. Read.Text(text).Split(',').Select(column => Read.Text(column.Trim()))])
    { DefaultText = "by what they hold" };

    private static char? ReadDelimiter(string text) => text switch
    {
        "tab" or "\\t" => '\t',
        [var c] when c != '"' && !char.IsAsciiLetterOrDigit(c) && !char.IsControl(c) || text == "\t" => text[0],
        _ => throw new InvalidInputException("give one character such as ',' or ';', or tab."),
    };
}

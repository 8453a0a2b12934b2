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

    private readonly ValueOption<CsvTask?> _task = new(
        "--task", "KIND", "What the target of a CSV file is: classification (a class) or regression (a number).", Read.OneOf(Tasks))
    { Completions = Tasks.Select(task => task.Word), DefaultText = "by what the column holds" };

    private readonly ValueOption<bool?> _header = new(
        "--header", "yes|no|auto", "Whether the first line of a CSV file names its columns.", Read.OneOf(Headers), "auto")
    { Completions = Headers.Select(header => header.Word) };

    private readonly ValueOption<char?> _delimiter = new(
        "--delimiter", "CHAR", "What separates the columns of a CSV file: one character, or tab.", ReadDelimiter)
    { DefaultText = "found in the file" };

    private readonly bool _forTraining;

    /// <param name="forTraining">Whether the columns are described here; otherwise the model knows them.</param>
    public DataOptions(bool forTraining) : base("Data")
    {
        _forTraining = forTraining;
        _target = new("--target", "COLUMN", "The column of a CSV file that is to be predicted: its name, its number from 1, or last.", Read.Text)
        {
            DefaultText = forTraining ? null : "the model's",
        };
    }

    private static IReadOnlyList<(string Word, CsvTask? Value)> Tasks =>
        [("classification", CsvTask.Classification), ("regression", CsvTask.Regression)];

    private static IReadOnlyList<(string Word, bool? Value)> Headers => [("yes", true), ("no", false), ("auto", null)];

    public override IReadOnlyList<Option> Options =>
        _forTraining ? [_target, _task, _header, _delimiter, _labels] : [_target, _header, _delimiter, _labels];

    /// <summary>What DATA is, and how it is to be read.</summary>
    /// <exception cref="InvalidInputException">There is no such data, or an option does not fit its kind.</exception>
    public DataSource Source(ParseResult result, string data)
    {
        var source = new DataSource(DataLocation.Find(data, WasGiven(result, _labels)))
        {
            Labels = _labels.Of(result),
            Csv = new CsvColumns(_target.Of(result), _forTraining ? _task.Of(result) : null, _header.Of(result), _delimiter.Of(result)),
        };
        if (source.Location.Kind != DataKind.Csv)
            foreach (var option in Options.Where(option => option != _labels))
                Refuse(result, option, $"{data} is {source.Location.KindName}, not a CSV file");
        if (source.Location.Kind != DataKind.Idx)
            Refuse(result, _labels, $"{data} is {source.Location.KindName}, not a file of IDX images");
        return source;
    }

    /// <summary>The words that tell another command how to read a file of the same format.</summary>
    public IEnumerable<string> FormatWords(DataSource source)
    {
        if (source.Csv.Header is { } header) foreach (string word in new[] { _header.Name, header ? "yes" : "no" }) yield return word;
        if (source.Csv.Delimiter is { } delimiter) foreach (string word in new[] { _delimiter.Name, delimiter == '\t' ? "tab" : delimiter.ToString() }) yield return word;
    }

    private static char? ReadDelimiter(string text) => text switch
    {
        "tab" or "\\t" => '\t',
        [var c] when c != '"' && !char.IsAsciiLetterOrDigit(c) && !char.IsControl(c) || text == "\t" => text[0],
        _ => throw new InvalidInputException("give one character such as ',' or ';', or tab."),
    };
}

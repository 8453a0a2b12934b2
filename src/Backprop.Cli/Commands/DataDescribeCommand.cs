using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;
using Backprop.Tabular;

namespace Backprop.Cli.Commands;

/// <summary><c>data describe FILE</c>: what is in a table, and what a training would make of it.</summary>
internal sealed class DataDescribeCommand : DocumentedCommand
{
    private readonly CommandEnvironment _environment;
    private readonly Argument<string[]> _file = new("FILE")
    {
        Description = "A table: CSV, TSV, NPY or NPZ, gzipped or not; '-' for the standard input; several files or a pattern are one table.",
        Arity = new ArgumentArity(1, 100_000),
    };

    private readonly DataOptions _dataOptions = DataOptions.OfTable();
    private readonly JsonOption _json = new("Print one JSON object a column and nothing else.");

    public DataDescribeCommand(CommandEnvironment environment) : base("describe", "Shows the columns of a table: what each holds, what is missing, and what a training would make of it.")
    {
        _environment = environment;
        SharedArguments.RefuseOptions(_file);
        Arguments.Add(_file);
        Add(_dataOptions);
        Options.Add(_json);
        SetAction(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("data describe penguins.csv", "Look at a table before training on it."),
        ("data describe penguins.csv --target species --categorical island", "With the options of a training."),
    ];

    private int Run(ParseResult parsed)
    {
        string[] files = parsed.GetRequiredValue(_file);
        var source = _dataOptions.Source(parsed, files);
        if (!source.IsTable) throw new InvalidInputException($"{files[0]} is {source.Location.KindName}, not a table: it has no columns to describe.");
        Table table;
        using (var line = ReadingLine.For(_environment, isWanted: !parsed.GetValue(_json)))
            table = (source with { Table = source.Table with { Progress = line } }).ReadTable();
        if (parsed.GetValue(_json)) TableJson.Write(_environment.Out, table);
        else new TableText(_environment).Write(TableDescription.Of(table));
        return ExitCode.Done;
    }
}

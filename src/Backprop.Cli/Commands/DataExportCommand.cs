using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Reports;
using Backprop.Data;

namespace Backprop.Cli.Commands;

/// <summary><c>data export NAME FILE</c>: a built-in set as CSV.</summary>
internal sealed class DataExportCommand : DocumentedCommand
{
    private const string Target = "class";

    private readonly CommandEnvironment _environment;
    private readonly Argument<string> _name = new("NAME") { Description = $"The data set: {string.Join(", ", BuiltInDatasets.Names)}." };
    private readonly Argument<string> _file = new("FILE") { Description = $"Where it goes; an existing file is replaced; '{OutputFile.StandardOutput}' is the standard output." };

    public DataExportCommand(CommandEnvironment environment) : base("export", "Writes a built-in data set as a CSV file with a header, the class in the last column.")
    {
        _environment = environment;
        _name.CompletionSources.Add([.. BuiltInDatasets.Names]);
        Arguments.Add(_name);
        Arguments.Add(_file);
        SetAction(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("data export iris iris.csv", $"Then: {CommandPath.Program} train iris.csv --target {Target}"),
        ("data export spirals -", "To look at it."),
    ];

    private int Run(ParseResult parsed)
    {
        var data = BuiltInDatasets.Load(parsed.GetRequiredValue(_name));
        string file = parsed.GetRequiredValue(_file);
        CsvOutput.Write(_environment, file == OutputFile.StandardOutput ? null : file, [.. data.FeatureNames, Target], Rows(data));
        return ExitCode.Done;
    }

    private static IEnumerable<IEnumerable<string>> Rows(Dataset data)
    {
        for (int row = 0; row < data.Count; row++)
            yield return [.. data.Input(row).ToArray().Select(CsvLine.Number), data.ClassNames![data.Label(row)]];
    }
}

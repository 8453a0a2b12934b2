using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;
using Backprop.Cli.Terminals;
using Backprop.Data;

namespace Backprop.Cli.Commands;

/// <summary><c>data list</c>: the built-in sets.</summary>
internal sealed class DataListCommand : DocumentedCommand
{
    private readonly CommandEnvironment _environment;
    private readonly JsonOption _json = new("Print one JSON object a line, a data set each, and nothing else.");

    public DataListCommand(CommandEnvironment environment) : base("list", "Lists the built-in data sets.")
    {
        _environment = environment;
        Options.Add(_json);
        SetAction(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples => [("data list", "What there is to train on.")];

    private int Run(ParseResult parsed)
    {
        foreach (var set in BuiltInDatasets.All)
        {
            if (parsed.GetValue(_json)) WriteJson(set, set.Load());
            else WriteText(set, set.Load());
        }
        return ExitCode.Done;
    }

    private void WriteText(BuiltInDataset set, Dataset data)
    {
        var facts = new Facts(_environment);
        facts.Write(set.Name, set.Description);
        facts.Write("", $"{Figures.Count(data.Count, "row")}, {Figures.Count(data.Features, "feature")}, {Figures.Count(data.Outputs, "class")}: {string.Join(", ", data.ClassNames!)}");
        facts.Write("", set.Source);
    }

    private void WriteJson(BuiltInDataset set, Dataset data) => JsonLine.Write(_environment.Out, json =>
    {
        json.WriteString("name", set.Name);
        json.WriteNumber("rows", data.Count);
        json.WriteNumber("features", data.Features);
        json.WriteStrings("classes", data.ClassNames!);
        json.WriteString("description", set.Description);
        json.WriteString("source", set.Source);
    });
}

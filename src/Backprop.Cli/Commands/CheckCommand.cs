using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;
using Backprop.Cli.Terminals;

namespace Backprop.Cli.Commands;

/// <summary><c>check MODEL --data DATA</c>: every gradient against the reference, and the reference against finite differences.</summary>
internal sealed class CheckCommand : DocumentedCommand
{
    private readonly CommandEnvironment _environment;
    private readonly Argument<string> _model = SharedArguments.Model();
    private readonly Option<string> _data = SharedArguments.DataOption(required: true);
    private readonly DataOptions _dataOptions = new(forTraining: false);
    private readonly CheckOptions _check = new();

    public CheckCommand(CommandEnvironment environment) : base("check", "Checks every gradient of a model: the engine's against the reference, and the reference's against finite differences.")
    {
        _environment = environment;
        Arguments.Add(_model);
        Options.Add(_data);
        Add(_dataOptions);
        Add(_check);
        SetComputation(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("check model.safetensors --data digits", $"Exits with {ExitCode.CheckFailed} where a gradient is wrong."),
        ("check model.safetensors --data table.csv --rows 100 --numbers all", "More rows, and every single number."),
    ];

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_model);
        var model = Model.Load(path);
        FirstMember.Announce(model, path, "checked", _environment.Warn);
        var data = _dataOptions.Source(parsed, parsed.GetRequiredValue(_data)).ReadFor(KnownColumns.Of(model.Schema));
        int rows = Math.Min(_check.Rows(parsed), data.Count);
        var result = GradientCheck.Run(model, data, rows, _check.Numbers(parsed));
        if (parsed.GetValue(_check.Json)) WriteJson(path, rows, result);
        else WriteText(path, data.Name, rows, model, result);
        if (result.Passed) return ExitCode.Done;
        throw new CommandFailure(ExitCode.CheckFailed, $"a gradient is wrong: {result}.");
    }

    private void WriteText(string path, string data, int rows, Model model, GradientCheckResult result)
    {
        var facts = new Facts(_environment);
        facts.Write("Model", $"{path}: {model.Network}, {Figures.Count(model.Network.ParameterCount, "parameter")}; a batch of {Figures.Count(rows, "row")} of {data}");
        facts.Write("Engine", $"every gradient compared with the reference: {CheckText.Engine(result)}");
        facts.Write("Reference", $"finite differences: {CheckText.Reference(result.ReferenceComparison)}");
        if (result.Passed) facts.Write("Result", "passed");
    }

    private void WriteJson(string path, int rows, GradientCheckResult result) => JsonLine.Write(_environment.Out, json =>
    {
        json.WriteString("event", "checked");
        json.WriteString("model", path);
        json.WriteNumber("rows", rows);
        json.WriteBoolean("passed", result.Passed);
        json.WriteStartObject("engine");
        json.WriteString("worst", result.WorstOfEngine.Name);
        json.WriteFinite("relativeError", result.WorstOfEngine.RelativeError);
        json.WriteFinite("engine", result.WorstOfEngine.Engine);
        json.WriteFinite("reference", result.WorstOfEngine.Reference);
        json.WriteEndObject();
        json.WriteStartObject("reference");
        json.WriteNumber("compared", result.ReferenceComparison.Entries.Count);
        json.WriteNumber("kinks", result.ReferenceComparison.Kinks.Count);
        if (result.ReferenceComparison.Worst is { } worst)
        {
            json.WriteString("worst", worst.Name);
            json.WriteFinite("relativeError", worst.RelativeError);
            json.WriteFinite("gradient", worst.Gradient);
            json.WriteFinite("finiteDifference", worst.FiniteDifference);
        }
        json.WriteEndObject();
    });
}

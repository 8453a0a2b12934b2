using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;

namespace Backprop.Cli.Commands;

/// <summary><c>inspect MODEL</c>: what is in the file.</summary>
internal sealed class InspectCommand : DocumentedCommand
{
    private readonly CommandEnvironment _environment;
    private readonly Argument<string> _model = SharedArguments.Model();
    private readonly Option<string> _data = SharedArguments.DataOption(required: false);
    private readonly DataOptions _dataOptions = new(forTraining: false);
    private readonly JsonOption _json = new("Print one JSON object and nothing else.");

    public InspectCommand(CommandEnvironment environment) : base("inspect", "Shows what is in a model file: layers, parameters, columns, scaling, and how it was trained.")
    {
        _environment = environment;
        Arguments.Add(_model);
        Options.Add(_data);
        Add(_dataOptions);
        Options.Add(_json);
        SetComputation(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("inspect model.safetensors", "For a person."),
        ("inspect model.safetensors --data digits", "Also diagnose what keeps it from learning, on these data."),
        ("inspect model.safetensors --json", "For a program."),
    ];

    private int Run(ParseResult parsed)
    {
        var file = ModelOnDisk.Read(parsed.GetRequiredValue(_model));
        if (parsed.GetValue(_data) is { } data)
        {
            var rows = _dataOptions.Source(parsed, data).ReadFor(KnownColumns.Of(file.Model.Schema));
            file = file with { Findings = Diagnosis.Of(file.Model, rows) };
        }
        if (parsed.GetValue(_json)) JsonLine.Write(_environment.Out, file.WriteJson);
        else new ModelText(_environment).Write(file);
        return ExitCode.Done;
    }
}

using System.CommandLine;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;

namespace Backprop.Cli.Commands;

/// <summary><c>inspect MODEL</c>: what is in the file.</summary>
internal sealed class InspectCommand : DocumentedCommand
{
    private readonly CommandEnvironment _environment;
    private readonly Argument<string> _model = SharedArguments.Model();
    private readonly JsonOption _json = new("Print one JSON object and nothing else.");

    public InspectCommand(CommandEnvironment environment) : base("inspect", "Shows what is in a model file: layers, parameters, columns, scaling, and how it was trained.")
    {
        _environment = environment;
        Arguments.Add(_model);
        Options.Add(_json);
        SetAction(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("inspect model.safetensors", "For a person."),
        ("inspect model.safetensors --json", "For a program."),
    ];

    private int Run(ParseResult parsed)
    {
        var file = ModelOnDisk.Read(parsed.GetRequiredValue(_model));
        if (parsed.GetValue(_json)) JsonLine.Write(_environment.Out, file.WriteJson);
        else new ModelText(_environment).Write(file);
        return ExitCode.Done;
    }
}

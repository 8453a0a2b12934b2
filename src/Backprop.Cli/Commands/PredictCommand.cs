using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;
using Backprop.Data;

namespace Backprop.Cli.Commands;

/// <summary><c>predict MODEL DATA</c>: a prediction a row, CSV out.</summary>
internal sealed class PredictCommand : DocumentedCommand
{
    private readonly CommandEnvironment _environment;
    private readonly Argument<string> _model = SharedArguments.Model();
    private readonly Argument<string[]> _data = SharedArguments.Data();
    private readonly DataOptions _dataOptions = new(forTraining: false);
    private readonly PredictionOptions _prediction = new();

    public PredictCommand(CommandEnvironment environment) : base("predict", "Predicts from data with a model: a CSV line a row, with class and probabilities, or with numbers.")
    {
        _environment = environment;
        Arguments.Add(_model);
        Arguments.Add(_data);
        Add(_dataOptions);
        Add(_prediction);
        SetComputation(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("predict model.safetensors new.csv", "Columns are found by name; a target column is not needed."),
        ("predict model.safetensors images.idx3.gz --output predictions.csv", "Into a file, whole or not at all."),
    ];

    private int Run(ParseResult parsed)
    {
        string? output = _prediction.Output(parsed) is var file and not OutputFile.StandardOutput ? file : null;
        var model = Model.Load(parsed.GetRequiredValue(_model));
        var source = _dataOptions.Source(parsed, parsed.GetRequiredValue(_data));
        if (output is not null) OutputFile.Require(output, source.Files.Prepend(("the model", parsed.GetRequiredValue(_model))));
        var columns = KnownColumns.Of(model.Schema);
        _environment.Interruption.Cooperate(
            _environment.Error, "interrupted: stopping; Ctrl-C again ends at once.", output is null ? "stopped at once." : "stopped at once; nothing was written.");
        // Where the predictions themselves go to the terminal, they show how far it is.
        bool showsProgress = output is not null || !_environment.Terminal.IsLive;
        using var reading = ReadingLine.For(_environment, showsProgress && source.IsTable);
        using var computing = ComputingLine.For(_environment, "predicting", showsProgress && !source.IsTable);
        using var rows = source.IsTable ? source.Watched(reading, _environment.Interruption.Token).StreamFor(columns, Warn) : null;
        PredictionInput input = rows is not null ? new TableInput(rows, _prediction.KeepsOthers(parsed, source)) : InMemory(source, columns, computing);

        var table = new PredictionTable(model, input);
        try
        {
            CsvOutput.Write(_environment, output, table.Header, table.Rows(_environment.Interruption.Token));
        }
        catch (OperationCanceledException) when (output is null)
        {
            throw new CommandFailure(_environment.Interruption.ExitCode ?? ExitCode.Interrupted, "interrupted; the predictions end before the rows do.");
        }
        _environment.Interruption.EndCooperation();
        return _environment.Interruption.ExitCode ?? ExitCode.Done;

        void Warn(string message)
        {
            reading?.Clear();
            _environment.Warn(message);
        }
    }

    private static DatasetInput InMemory(DataSource source, KnownColumns columns, IProgress<double>? progress)
    {
        var labeled = source.Labels is null ? null : source.ReadFor(columns);
        return new DatasetInput(labeled?.Inputs ?? source.ReadInputsFor(columns), labeled, progress);
    }
}

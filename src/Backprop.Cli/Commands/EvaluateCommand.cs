using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;
using Backprop.Cli.Terminals;
using Backprop.Data;
using Backprop.Explain;

namespace Backprop.Cli.Commands;

/// <summary><c>evaluate MODEL DATA</c>: loss and metrics on a data set.</summary>
internal sealed class EvaluateCommand : DocumentedCommand
{
    private readonly CommandEnvironment _environment;
    private readonly Argument<string> _model = SharedArguments.Model();
    private readonly Argument<string[]> _data = SharedArguments.Data();
    private readonly DataOptions _dataOptions = new(forTraining: false);
    private readonly WeightOptions _weights = new(forTraining: false);
    private readonly EvaluationOptions _evaluation = new();

    public EvaluateCommand(CommandEnvironment environment) : base("evaluate", "Measures a model on data, beside what needs no model: accuracy, F1, ROC AUC, calibration and more for classes, R² and errors for numbers.")
    {
        _environment = environment;
        Arguments.Add(_model);
        Arguments.Add(_data);
        Add(_dataOptions);
        Add(_weights);
        Add(_evaluation);
        SetComputation(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("evaluate model.safetensors digits", "How good the model is on a built-in set."),
        ("evaluate model.safetensors t-images.idx3.gz --labels t-labels.idx1.gz --json", "For a program, on IDX images."),
        ("evaluate model.safetensors new.csv --report report.html", "Everything as one page, which columns matter too."),
        ("evaluate model.safetensors new.csv --require 'accuracy>=0.96'", "Exit with 3 where the model is worse."),
    ];

    private int Run(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(_model);
        var model = Model.Load(path);
        var source = _weights.Apply(parsed, _dataOptions.Source(parsed, parsed.GetRequiredValue(_data)));
        var requirements = _evaluation.Requirements(parsed, model);
        if (_evaluation.Report(parsed) is { } page) RequirePlace(page, path, source);
        bool isJson = parsed.GetValue(_evaluation.Json);
        _environment.Interruption.EndAtOnce(_environment.Error, "interrupted; nothing was written.");
        var data = ReadData(source, model, isJson);
        var assessment = Assess(model, data, _evaluation.Threads(parsed), isJson);
        if (!isJson) WriteText(path, model, data, source.Table.Weight, assessment);
        // All but the importance of the page is there before that is measured, so that an interruption has little left to do.
        var content = _evaluation.Report(parsed) is null ? null : Content(path, model, data, source, assessment, isJson);
        var text = new ImportanceText(_environment);
        var importance = _evaluation.Importance(parsed, model.Schema) is { } options ? text.Measure(model, data, options with { Evaluation = assessment.Evaluation }, isJson) : null;
        if (!isJson && importance is not null) text.Write(importance);
        else if (!isJson && content is not null) new Facts(_environment).Write("Importance", "not measured, since there are many columns; --importance measures it");
        if (content is not null)
        {
            string report = _evaluation.Report(parsed)!;
            _environment.Interruption.Cooperate(_environment.Error, "interrupted: writing the report, which is measured already; Ctrl-C again ends at once.", "stopped at once; no report was written.");
            (importance is null ? content : content.With(importance)).Save(report);
            if (!isJson) new Facts(_environment).Write("Report", $"{report} ({Figures.Bytes(FinalTarget.LengthOf(report))})");
        }
        _environment.Interruption.EndCooperation();
        if (isJson) WriteJson(path, data.Name, source.Table.Weight, assessment, importance, _evaluation.Report(parsed));
        foreach (var requirement in requirements) requirement.Check(assessment);
        return _environment.Interruption.ExitCode ?? ExitCode.Done;
    }

    /// <summary>Reads the data, before a person's eyes where it takes long.</summary>
    /// <exception cref="OperationCanceledException">Someone interrupted.</exception>
    private Dataset ReadData(DataSource source, Model model, bool isQuiet)
    {
        using var line = ReadingLine.For(_environment, isWanted: !isQuiet);
        var data = source.Watched(line, _environment.Interruption.Token).ReadFor(KnownColumns.Of(model.Schema), message =>
        {
            line?.Clear();
            _environment.Warn(message);
        });
        _environment.Interruption.Token.ThrowIfCancellationRequested();
        return data;
    }

    /// <summary>The same for the measurement.</summary>
    /// <inheritdoc cref="ReadData"/>
    private Assessment Assess(Model model, Dataset data, int threads, bool isQuiet)
    {
        using var line = ComputingLine.For(_environment, "evaluating", isWanted: !isQuiet);
        return model.Assess(data, threads, line, _environment.Interruption.Token);
    }

    /// <summary>What the page shows, but for the importance of the columns.</summary>
    /// <inheritdoc cref="ReadData"/>
    private EvaluationReport Content(string path, Model model, Dataset data, DataSource source, Assessment assessment, bool isQuiet)
    {
        using var computing = ComputingLine.For(_environment, "finding the worst mistakes", isWanted: !isQuiet);
        using var reading = ReadingLine.For(_environment, isWanted: !isQuiet);
        var options = new EvaluationReportOptions
        {
            ModelName = path,
            Assessment = assessment,
            Raw = source.Watched(reading, _environment.Interruption.Token).RawFor(KnownColumns.Of(model.Schema)),
        };
        return EvaluationReport.Of(model, data, options, computing, _environment.Interruption.Token);
    }

    private static void RequirePlace(string report, string model, DataSource source)
    {
        if (report == OutputFile.StandardOutput)
            throw new InvalidInputException("--report -: the page cannot go to the standard output, where the result goes. Give the name of a file.");
        OutputFile.Require(report, [("the model", model), .. source.Files], "--report");
    }

    private void WriteText(string path, Model model, Dataset data, string? weightColumn, Assessment assessment)
    {
        new Facts(_environment).Write("Model", $"{path}: {model.Network}, trained on {model.Training?.Data ?? "unknown data"}");
        new Facts(_environment).Write("Data", $"{data.Name}: {Figures.Count(data.Count, "row")}{(weightColumn is null ? "" : $", weighted by {weightColumn}")}");
        new EvaluationText(_environment).Write("Result", assessment);
    }

    private void WriteJson(string model, string data, string? weightColumn, Assessment assessment, PermutationImportance? importance, string? report) => JsonLine.Write(_environment.Out, json =>
    {
        json.WriteString("event", "evaluated");
        json.WriteString("model", model);
        json.WriteString("data", data);
        json.WriteNumber("rows", assessment.Rows);
        if (weightColumn is not null) json.WriteString("weightColumn", weightColumn);
        json.WriteAssessment(assessment);
        if (importance is not null) json.WriteImportance(importance);
        if (report is not null) json.WriteString("report", report);
    });
}

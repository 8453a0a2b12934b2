using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;
using Backprop.Data;

namespace Backprop.Cli.Commands;

/// <summary><c>train DATA</c>: trains, reports, saves a model.</summary>
internal sealed class TrainCommand : DocumentedCommand
{
    private const string StopsAndSaves = "interrupted: stopping after this batch and saving; Ctrl-C again discards what was learned.";

    private readonly CommandEnvironment _environment;
    private readonly Argument<string[]> _dataArgument = SharedArguments.Data();
    private readonly DataOptions _dataOptions = new(forTraining: true);
    private readonly SplitOptions _split = new();
    private readonly NetworkOptions _network = new();
    private readonly OptimizationOptions _optimization = new();
    private readonly RegularizationOptions _regularization = new();
    private readonly ReportOptions _report = new();

    public TrainCommand(CommandEnvironment environment) : base("train", "Trains a network on data, reports how it goes, and saves the model. Ctrl-C, SIGTERM or SIGHUP stops it after the batch and saves what was learned; a second one ends it at once, and nothing is saved.")
    {
        _environment = environment;
        Arguments.Add(_dataArgument);
        foreach (OptionGroup group in new OptionGroup[] { _dataOptions, _split, _network, _optimization, _regularization, _report }) Add(group);
        SetComputation(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("train digits --test 0.2", "Learn to read handwritten digits; a fifth of them measures the result."),
        ("train spirals --hidden 64,64 --epochs 300 --patience none --test 0.2", "Two hidden layers of 64 neurons, and all epochs."),
        ("train measurements.csv --target price --output price.safetensors", "Predict a column of a CSV file."),
        ("train images.idx3 --labels labels.idx1 --test t-images.idx3 --test-labels t-labels.idx1", "IDX images, with test data of their own."),
        ("train iris --output-activation sigmoid --loss squared-error --batch-size all --epochs 500", "Plain gradient descent on the squared error."),
    ];

    private int Run(ParseResult parsed)
    {
        string output = _report.Output(parsed);
        if (output == OutputFile.StandardOutput)
            throw new InvalidInputException("--output -: a model cannot go to the standard output, where the report goes. Give the name of a file.");
        var source = _dataOptions.Source(parsed, parsed.GetRequiredValue(_dataArgument));
        OutputFile.Require(output, source.Files.Concat(_split.Files(parsed)));

        ulong seed = _optimization.Seed(parsed);
        // Options that contradict each other are told before a long file is read; what it calls for is known behind it.
        Configure(parsed, ModelOptions.For(isClassification: true, rows: 1, inputs: 1), isClassification: true);
        var loaded = _split.Load(parsed, source, seed, _environment.Warn);
        var options = Configure(parsed, loaded.Defaults, loaded.Data.IsClassification);
        var folds = _split.Folds(parsed, loaded, seed);
        var training = loaded.Train(options);
        var report = TrainingReports.For(_environment, parsed.GetValue(_report.Json), _report.IsQuiet(parsed));
        report.Start(new TrainingStart(loaded, training, options, options.Training.Threads!.Value));

        var tested = folds is null ? [] : CrossValidate(folds, options);
        _environment.Interruption.Cooperate(_environment.Error, StopsAndSaves, "stopped at once; nothing was saved.");
        var result = report.Watch(progress => training.Run(progress, _environment.Interruption.Token));
        if (result.StopReason == StopReason.Diverged)
        {
            report.Finish(new TrainingOutcome(result, training.Network.Sha256()));
            throw new CommandFailure(ExitCode.Diverged, Divergence(result, training.Optimizer.LearningRate));
        }
        var model = training.Model;
        model.Save(output);
        _environment.Interruption.Cooperate(_environment.Error, "interrupted: the model is saved already; Ctrl-C again ends before its report.", $"stopped at once; {output} was saved.");
        report.Finish(Measure(training, result, model, loaded.Test, options.Training.Threads) with
        {
            Findings = Diagnosis.Of(model, loaded.Data),
            Folds = tested,
            ModelPath = output,
            ModelBytes = FinalTarget.LengthOf(output),
            PredictCommand = PredictCommand(output, source),
        });
        return _environment.Interruption.ExitCode ?? ExitCode.Done;
    }

    private static List<Assessment> CrossValidate(IEnumerable<LoadedData> folds, ModelOptions options)
    {
        var assessments = new List<Assessment>();
        foreach (var fold in folds)
        {
            var training = fold.Train(options);
            var result = training.Run();
            if (result.StopReason == StopReason.Diverged)
                throw new CommandFailure(ExitCode.Diverged, $"fold {assessments.Count + 1}: {Divergence(result, training.Optimizer.LearningRate)}");
            assessments.Add(training.Model.Assess(fold.Test!, options.Training.Threads));
        }
        return assessments;
    }

    private ModelOptions Configure(ParseResult parsed, ModelOptions defaults, bool isClassification) =>
        TrainingChoice.Of(parsed, defaults, isClassification, _split, _network, _optimization, _regularization);

    private static TrainingOutcome Measure(ModelTraining training, TrainingResult result, Model model, Dataset? test, int? threads) =>
        new(result, model.Network.Sha256())
        {
            Validation = training.ValidationData is { } validation ? model.Evaluate(validation, threads) : null,
            Test = test is null ? null : model.Assess(test, threads),
        };

    private static string Divergence(TrainingResult result, float rate) => result.DivergedBeforeAnyUpdate
        ? $"training diverged in {result.Divergence}, before any update; nothing was saved. The data or the initial weights are too large, not the learning rate: check the scale of the data, or give --scaling standardize."
        : $"training diverged in {result.Divergence}; nothing was saved. Give a smaller --learning-rate than {Figures.Short(rate)}, such as {Figures.Tenth(rate)}.";

    private string PredictCommand(string output, DataSource source) =>
        string.Join(' ', [_environment.Program, .. new[] { "predict", output, source.Location.Word }.Concat(source.MoreFiles).Concat(_dataOptions.FormatWords(source)).Select(ShellText.Quote)]);
}

using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Logging;
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
    private readonly WeightOptions _weights = new(forTraining: true);
    private readonly NetworkOptions _network = new();
    private readonly OptimizationOptions _optimization = new();
    private readonly RegularizationOptions _regularization = new();
    private readonly StreamingOptions _streaming = new();
    private readonly CheckpointOptions _checkpoints = new();
    private readonly ReportOptions _report = new();

    public TrainCommand(CommandEnvironment environment) : base("train", "Trains a network on data, reports how it goes, and saves the model. Ctrl-C, SIGTERM or SIGHUP stops it after the batch and saves what was learned; a second one ends it at once, and nothing is saved.")
    {
        _environment = environment;
        Arguments.Add(_dataArgument);
        foreach (OptionGroup group in new OptionGroup[] { _dataOptions, _split, _weights, _streaming, _network, _optimization, _regularization, _checkpoints, _report }) Add(group);
        SetComputation(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("train digits --test 0.2", "Learn to read handwritten digits; a fifth of them measures the result."),
        ("train spirals --hidden 64,64 --epochs 300 --patience none --test 0.2", "Two hidden layers of 64 neurons, and all epochs."),
        ("train measurements.csv --target price --output price.safetensors", "Predict a column of a CSV file."),
        ("train pets.csv --target kind --class-weights balanced", "Let a rare class count as much as a common one."),
        ("train images.idx3 --labels labels.idx1 --test t-images.idx3 --test-labels t-labels.idx1", "IDX images, with test data of their own."),
        ("train iris --output-activation sigmoid --loss squared-error --batch-size all --epochs 500", "Plain gradient descent on the squared error."),
    ];

    private int Run(ParseResult parsed)
    {
        string output = _report.Output(parsed);
        if (output == OutputFile.StandardOutput)
            throw new InvalidInputException("--output -: a model cannot go to the standard output, where the report goes. Give the name of a file.");
        var source = _weights.Apply(parsed, _dataOptions.Source(parsed, parsed.GetRequiredValue(_dataArgument)));
        OutputFile.Require(output, source.Files.Concat(_split.Files(parsed)));

        ulong seed = _optimization.Seed(parsed);
        int members = _regularization.Members(parsed);
        // Options that contradict each other are told before a long file is read; what it calls for is known behind it.
        var loaded = Load(parsed, source, Configure(parsed, ModelOptions.For(isClassification: true, rows: 1, inputs: 1), isClassification: true));
        using var streamed = loaded.Streamed;
        var options = Configure(parsed, loaded.Defaults, loaded.Data.IsClassification);
        var folds = _split.Folds(parsed, loaded, seed);
        if (members > 1 && folds is not null) throw new InvalidInputException("--ensemble and --cross-validate cannot be combined. Test the ensemble with --test 0.2.");
        using var logs = new TrainingLogs(_report.Log(parsed), loaded.Data.Name, members, seed, _environment.Warn);
        var plan = new RunPlan(members, _split.FoldCount(parsed));
        using var folder = _checkpoints.Open(parsed, plan, _environment.Warn);
        var checkpoints = _checkpoints.Of(parsed, folder, _environment.Warn);
        var training = loaded.Train(options with
        {
            Training = options.Training with { Callbacks = logs.Of(1), Checkpoints = folds is null ? checkpoints : checkpoints?.ForPart(RunPlan.PartOfModel, isFirst: false) },
        });
        var ensemble = new EnsembleTraining(training, members, logs.Of);
        var report = TrainingReports.For(_environment, parsed.GetValue(_report.Json), _report.IsQuiet(parsed));
        report.Start(new TrainingStart(loaded, training, options, options.Training.Threads!.Value) { WeightColumn = source.Table.Weight, Checkpoints = checkpoints });

        var tested = folds is null ? [] : new CrossValidation(_environment, plan, checkpoints).Run(folds, options, report, training);
        Cooperate(folder);
        var result = Train(ensemble, report);
        var model = ensemble.Model;
        model.Save(output);
        _environment.Interruption.Cooperate(_environment.Error, "interrupted: the model is saved already; Ctrl-C again ends before its report.", $"stopped at once; {output} was saved.");
        report.Finish(Measure(training, result, model, loaded, options.Training.Threads) with
        {
            WantedMembers = members,
            Findings = Diagnosis.Of(model, loaded.Data),
            Folds = tested,
            ModelPath = output,
            ModelBytes = FinalTarget.LengthOf(output),
            PredictCommand = PredictCommand(output, source),
        });
        return _environment.Interruption.ExitCode ?? ExitCode.Done;
    }

    /// <summary>Lets training end by itself at the first signal.</summary>
    private void Cooperate(CheckpointDirectory? folder)
    {
        if (folder is null)
        {
            _environment.Interruption.Cooperate(_environment.Error, StopsAndSaves, "stopped at once; nothing was saved.");
            return;
        }
        string resume = ResumeText.Of(folder.Name);
        _environment.Interruption.Cooperate(
            _environment.Error, $"interrupted: stopping after this batch and saving, a checkpoint too; Ctrl-C again ends at once. {resume}", $"stopped at once; the last checkpoint is kept. {resume}");
    }

    /// <summary>Trains one member after the other, until all are done or training is interrupted.</summary>
    /// <returns>How the last one ended that is kept.</returns>
    private TrainingResult Train(EnsembleTraining ensemble, ITrainingReport report)
    {
        TrainingResult? kept = null;
        while (ensemble.Done < ensemble.Members && (kept is null || !_environment.Interruption.Token.IsCancellationRequested))
        {
            int done = ensemble.Done;
            if (ensemble.Members > 1) report.Member(done + 1, ensemble.Members, ensemble.Next());
            var result = report.Watch(progress => ensemble.RunNext(progress, _environment.Interruption.Token));
            if (result.StopReason == StopReason.Diverged)
            {
                report.Finish(new TrainingOutcome(result, ensemble.Current.Network.Sha256()));
                throw new CommandFailure(ExitCode.Diverged, DivergenceText.Of(result, ensemble.Current.Optimizer.LearningRate));
            }
            if (ensemble.Done > done || kept is null) kept = result;
        }
        return kept!;
    }

    private LoadedData Load(ParseResult parsed, DataSource source, ModelOptions options)
    {
        ulong seed = options.Training.Seed;
        if (!source.IsTable)
        {
            _ = _streaming.Of(parsed, source, () => source.TableOptions, null, _environment.Warn);
            return _split.Load(parsed, source, seed, _environment.Warn, null, default);
        }
        bool isShown = !parsed.GetValue(_report.Json) && !_report.IsQuiet(parsed);
        using var line = ReadingLine.For(_environment, isShown);
        source = source.Watched(line, _environment.Interruption.Token);
        var streaming = _streaming.Of(parsed, source, () => source.TableOptions, Hindrance(parsed, source, options), _environment.Warn);
        _environment.Interruption.Cooperate(_environment.Error, "interrupted: reading stops; nothing is trained.", "stopped at once; nothing was trained.");
        var loaded = _split.Load(parsed, source, seed, _environment.Warn, streaming, new TableUse(isShown, IsAskedAgain: false));
        _environment.Interruption.Token.ThrowIfCancellationRequested();
        _environment.Interruption.EndCooperation();
        return loaded;
    }

    /// <summary>What needs all rows in memory.</summary>
    private string? Hindrance(ParseResult parsed, DataSource source, ModelOptions options) =>
        options.Training.BatchSize == TrainingOptions.WholeDataset ? "--batch-size all" :
        options.Optimizer is LBfgs ? "--optimizer lbfgs" :
        options.Training.Mixup > 0 ? "--mixup" :
        options.Training.Augmentation.Count > 0 ? "--augment" :
        options.ClassWeights != ClassWeights.None ? "--class-weights" :
        source.Table.Weight is not null ? "--weight-column" :
        source.Table.Time is not null ? "--time" : _split.Hindrance(parsed);

    private ModelOptions Configure(ParseResult parsed, ModelOptions defaults, bool isClassification) => _streaming.Apply(
        parsed, TrainingChoice.Of(parsed, _weights.Apply(parsed, defaults), isClassification, _split, _network, _optimization, _regularization));

    private static TrainingOutcome Measure(ModelTraining training, TrainingResult result, Model model, LoadedData loaded, int? threads) =>
        new(result, model.Sha256())
        {
            Members = model.Members.Count,
            Validation = training.ValidationData is { } validation ? model.Evaluate(validation, threads)
                : loaded.Streamed?.Parts.Validation is { } streamed ? model.Evaluate(streamed, threads) : null,
            Test = loaded.Assess(model, threads),
        };

    private string PredictCommand(string output, DataSource source) =>
        string.Join(' ', [_environment.Program, .. new[] { "predict", output, source.Location.Word }.Concat(source.MoreFiles).Concat(_dataOptions.FormatWords(source)).Select(ShellText.Quote)]);
}

using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;

namespace Backprop.Cli.Commands;

/// <summary><c>tune DATA</c>: searches for options that learn better than the defaults, and trains a model with them.</summary>
internal sealed class TuneCommand : DocumentedCommand
{
    private readonly CommandEnvironment _environment;
    private readonly Argument<string[]> _dataArgument = SharedArguments.Data();
    private readonly StudyOptions _study = new();
    private readonly SpaceOptions _space = new();
    private readonly DataOptions _dataOptions = new(forTraining: true);
    private readonly SplitOptions _split = new();
    private readonly WeightOptions _weights = new(forTraining: true);
    private readonly NetworkOptions _network = new();
    private readonly OptimizationOptions _optimization = new();
    private readonly RegularizationOptions _regularization = new();
    private readonly ReportOptions _report = new(hasLog: false);

    public TuneCommand(CommandEnvironment environment) : base("tune", "Tries random options, gives more epochs to those that do well on the validation data, trains the best on all data, and saves the model. Trial 1 is what train would do. 'tune rate' tries learning rates alone.")
    {
        _environment = environment;
        Arguments.Add(_dataArgument);
        foreach (OptionGroup group in new OptionGroup[] { _study, _space, _dataOptions, _split, _weights, _network, _optimization, _regularization, _report }) Add(group);
        // Told why rather than unknown, since train has it.
        Options.Single(option => option.Name == RegularizationOptions.EnsembleName).Hidden = true;
        SetComputation(Run);
        Add(new TuneRateCommand(environment));
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("tune digits --test 0.2", "30 trials; a fifth of the digits, which no trial sees, measures the result."),
        ("tune table.csv --target price --trials 100 --study price.json", "Interrupted or killed? The same with --resume goes on, to the same model."),
        ("tune pets.csv --target kind --budget 10min --watch accuracy", "As far as it comes in ten minutes, judged by accuracy."),
        ("tune small.csv --target price --cross-validate 5", "Few rows: each trial is judged by five folds, so by all rows."),
        ("tune table.csv --target price --widths 32,64,128 --rates 0.0003..0.03 --dropout 0", "A space of one's own; what an option of train fixes is not searched."),
        ("tune rate digits", "The learning-rate range test."),
    ];

    private int Run(ParseResult parsed)
    {
        RefuseWhatHasNoPlace(parsed);
        string output = _report.Output(parsed);
        if (output == OutputFile.StandardOutput)
            throw new InvalidInputException("--output -: a model cannot go to the standard output, where the report goes. Give the name of a file.");
        var source = _weights.Apply(parsed, _dataOptions.Source(parsed, parsed.GetRequiredValue(_dataArgument)));
        var inputs = source.Files.Concat(_split.Files(parsed)).ToList();
        OutputFile.Require(output, inputs);
        string? study = _study.Study(parsed, output, inputs);
        // Options that contradict each other are told before a long file is read.
        Configure(parsed, ModelOptions.For(isClassification: true, rows: 1, inputs: 1), isClassification: true);
        var loaded = Load(parsed, source);
        var options = Configure(parsed, loaded.Defaults, loaded.Data.IsClassification);
        var space = _space.Of(parsed, SearchSpace.Around(options, loaded.Data.IsClassification, loaded.Rows, loaded.Data.Features));
        var all = _split.WithoutValidation(parsed, source, loaded, options.Training.Seed, _environment.Warn);
        var folds = _split.JudgingFolds(parsed, loaded, options.Training.Seed);
        using var search = loaded.Search(all, _study.Of(parsed, study, space, options, _environment.Warn), options, folds);
        var report = SearchReports.For(_environment, parsed.GetValue(_report.Json), _report.IsQuiet(parsed));
        report.Start(new SearchStart(loaded, search, options) { Study = study, TestRows = all.TestRows });

        Cooperate(study);
        var result = Search(search, report, study);
        result.Model.Save(output);
        search.ForgetStates();
        _environment.Interruption.Cooperate(_environment.Error, "interrupted: the model is saved already; Ctrl-C again ends before its report.", $"stopped at once; {output} was saved.");
        report.Finish(new SearchOutcome(result, output, FinalTarget.LengthOf(output))
        {
            Test = all.Assess(result.Model, options.Training.Threads),
            PredictCommand = string.Join(' ', [_environment.Program, .. new[] { "predict", output, source.Location.Word }.Concat(source.MoreFiles).Concat(_dataOptions.FormatWords(source)).Select(ShellText.Quote)]),
        });
        return _environment.Interruption.ExitCode ?? ExitCode.Done;
    }

    private ModelOptions Configure(ParseResult parsed, ModelOptions defaults, bool isClassification) =>
        TrainingChoice.Of(parsed, _weights.Apply(parsed, defaults), isClassification, _split, _network, _optimization, _regularization);

    private LoadedData Load(ParseResult parsed, DataSource source)
    {
        bool isShown = !parsed.GetValue(_report.Json) && !_report.IsQuiet(parsed);
        using var line = ReadingLine.For(_environment, isWanted: source.IsTable && isShown);
        if (source.IsTable) source = source with { Table = source.Table with { Progress = line, Cancellation = _environment.Interruption.Token } };
        _environment.Interruption.Cooperate(_environment.Error, "interrupted: reading stops; nothing is trained.", "stopped at once; nothing was trained.");
        // The test data of a table are read again for the columns that all rows have; what is odd in them is told then.
        var loaded = _split.Load(parsed, source, _optimization.Seed(parsed), source.IsTable ? _ => { } : _environment.Warn, null, new TableUse(isShown, IsAskedAgain: true));
        _environment.Interruption.Token.ThrowIfCancellationRequested();
        _environment.Interruption.EndCooperation();
        return loaded;
    }

    private SearchResult Search(ModelSearch search, ISearchReport report, string? study)
    {
        SearchResult result;
        try
        {
            result = report.Watch(progress => search.Run(progress, _environment.Interruption.Token));
        }
        catch (OperationCanceledException)
        {
            throw new CommandFailure(_environment.Interruption.ExitCode ?? ExitCode.Interrupted, study is null
                ? "interrupted; nothing was saved. With --study FILE a search can go on."
                : $"interrupted; {study} keeps what was tried. To go on: the same command with --resume.");
        }
        catch (InvalidInputException exception) when (search.Trials.All(trial => trial.HasFailed))
        {
            throw new CommandFailure(ExitCode.Diverged, $"{exception.Message.TrimEnd('.')}; nothing was saved. Give smaller learning rates, or --scaling standardize.");
        }
        if (result.Result.StopReason == StopReason.Diverged)
            throw new CommandFailure(ExitCode.Diverged, $"the training of trial {result.Best.Number} on all data diverged in {result.Result.Divergence}; nothing was saved. Give smaller learning rates.");
        return result;
    }

    /// <summary>Lets the search end by itself at the first signal.</summary>
    private void Cooperate(string? study)
    {
        string resume = study is null ? "nothing is saved without --study FILE." : "the study is kept.";
        _environment.Interruption.Cooperate(
            _environment.Error, $"interrupted: stopping after this batch; {resume}",
            study is null ? "stopped at once; nothing was saved." : $"stopped at once; {study} keeps what was tried. To go on: the same command with --resume.");
    }

    /// <exception cref="InvalidInputException">An option of train is given that a search cannot have.</exception>
    private void RefuseWhatHasNoPlace(ParseResult parsed)
    {
        if (_regularization.Members(parsed) > 1)
            throw new InvalidInputException($"{RegularizationOptions.EnsembleName} has no place in a search, whose trials are single networks. Leave it out, and train an ensemble with what the search found.");
        if (_split.Validation(parsed) == 0) throw new InvalidInputException("--validation 0: a search judges its trials by the validation part. Give a share such as 0.2.");
    }
}

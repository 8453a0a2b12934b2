using System.CommandLine;
using System.Text;
using Backprop.Cli.Data;
using Backprop.Cli.Options;
using Backprop.Cli.Reports;
using Backprop.Files;

namespace Backprop.Cli.Commands;

/// <summary><c>tune rate DATA</c>: raises the learning rate step by step, and shows what the loss does.</summary>
internal sealed class TuneRateCommand : DocumentedCommand
{
    // Options of train that this has no use for: not in the help, but told why rather than unknown.
    private static readonly string[] WithoutEffect =
        ["--learning-rate", "--epochs", "--patience", "--schedule", "--warm-up", "--average", "--watch", "--minimum-change", "--cross-validate", "--ensemble"];

    private readonly CommandEnvironment _environment;
    private readonly Argument<string[]> _dataArgument = SharedArguments.Data();
    private readonly DataOptions _dataOptions = new(forTraining: true);
    private readonly SplitOptions _split = new();
    private readonly NetworkOptions _network = new();
    private readonly OptimizationOptions _optimization = new();
    private readonly RegularizationOptions _regularization = new();
    private readonly RangeOptions _range = new();

    public TuneRateCommand(CommandEnvironment environment) : base("rate", "Trains for an epoch or a few while the learning rate rises, and suggests one by how the loss fell. Nothing is saved; data, network and optimizer are those of train.")
    {
        _environment = environment;
        Arguments.Add(_dataArgument);
        foreach (OptionGroup group in new OptionGroup[] { _range, _dataOptions, _split, _network, _optimization, _regularization }) Add(group);
        foreach (var option in WithoutEffectHere) option.Hidden = true;
        SetComputation(Run);
    }

    public override IReadOnlyList<(string Arguments, string Meaning)> Examples =>
    [
        ("tune rate digits", "Which rates suit the defaults on digits."),
        ("tune rate table.csv --target price --optimizer sgd --output rates.svg", "The same for SGD, with a drawing."),
    ];

    private int Run(ParseResult parsed)
    {
        RefuseWithoutEffect(parsed);
        string? drawing = _range.Output(parsed);
        var source = _dataOptions.Source(parsed, parsed.GetRequiredValue(_dataArgument));
        if (drawing is not null) OutputFile.Require(drawing, source.Files.Concat(_split.Files(parsed)));
        var loaded = _split.Load(parsed, source, _optimization.Seed(parsed), _environment.Warn, null, new TableUse(IsShown: false, IsAskedAgain: false));
        var training = loaded.Train(TrainingChoice.Of(parsed, loaded.Defaults, loaded.Data.IsClassification, _split, _network, _optimization, _regularization));
        _environment.Interruption.Cooperate(_environment.Error, "interrupted; nothing was written.", "stopped at once; nothing was written.");
        var result = training.TestRates(_range.Range(parsed), _environment.Interruption.Token);
        if (result.Points.Count == 0)
            throw new CommandFailure(ExitCode.Diverged, "the loss is not finite before any step: check the scale of the data, or give --scaling standardize.");
        if (drawing is not null) AtomicFile.Write(drawing, stream => stream.Write(Encoding.UTF8.GetBytes(RateDrawing.Svg(result))));
        if (parsed.GetValue(_range.Json)) RateReport.WriteJson(_environment.Out, training, result, drawing);
        else new RateReport(_environment).Write(training, result, drawing);
        return ExitCode.Done;
    }

    private IEnumerable<Option> WithoutEffectHere => Groups.SelectMany(group => group.Options).Where(option => WithoutEffect.Contains(option.Name));

    private void RefuseWithoutEffect(ParseResult parsed)
    {
        foreach (var option in WithoutEffectHere)
            if (parsed.GetResult(option) is { Implicit: false })
                throw new InvalidInputException($"{option.Name} has no effect: the range test has rates and steps of its own (--from, --to, --steps).");
    }
}

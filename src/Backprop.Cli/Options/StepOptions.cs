using System.CommandLine;
using Backprop.Cli.Data;
using Backprop.Cli.Reports;
using Backprop.Explain;

namespace Backprop.Cli.Options;

/// <summary>The step that is explained: of a problem file, or of a model on rows of data.</summary>
internal sealed class StepOptions() : OptionGroup("Step")
{
    private readonly ValueOption<string> _problem = new(
        "--problem", "FILE", "A problem file (JSON) with every number given, in place of a model and data.", Read.Text);

    private readonly Option<string> _data = SharedArguments.DataOption(required: false);

    private readonly ValueOption<int?> _row = new(
        "--row", "N", "The row of the data whose forward and backward pass are shown; rows count from 0.", text => Read.Whole(text, 0, int.MaxValue));

    private readonly ValueOption<IReadOnlyList<int>> _batch = new(
        "--batch", "N,N,…|FIRST..LAST", "The rows that make the batch; the gradient is their mean.", ReadRows)
    { DefaultText = "the row alone" };

    private readonly ValueOption<float?> _learningRate = new(
        "--learning-rate", "NUMBER", "What if the learning rate were another.", text => Read.Positive(text))
    { DefaultText = "that of the training, or of the problem" };

    private readonly Option<string[]> _set = new("--set")
    {
        HelpName = "CHANGE",
        Description = "What if a bias or weight were another: 2.3.bias=0.1 or 1.0-2.3=0.5; may be given more than once.",
        Arity = new ArgumentArity(1, 1000),
    };

    public override IReadOnlyList<Option> Options => [_problem, _data, _row, _batch, _learningRate, _set];

    /// <summary>The files that are read.</summary>
    public IEnumerable<(string What, string? Path)> Files(ParseResult result, string? modelPath, DataOptions dataOptions) =>
    [
        ("the model", modelPath),
        ("the problem", _problem.Of(result)),
        .. result.GetValue(_data) is { } word && _problem.Of(result) is null ? dataOptions.Source(result, word).Files : [],
    ];

    /// <summary>The problem, what its data points are called, and which of them is shown.</summary>
    /// <exception cref="InvalidInputException">Model, data, problem and rows do not go together.</exception>
    public (Problem Problem, IReadOnlyList<string>? PointNames, int Point) Problem(ParseResult result, string? modelPath, DataOptions dataOptions, Action<string> warn)
    {
        var (problem, names, point) = _problem.Of(result) is { } file
            ? (OfFile(result, file, modelPath), null, 0)
            : OfModel(result, modelPath, dataOptions, warn);
        if (_learningRate.Of(result) is { } rate) problem = problem with { Optimizer = problem.Optimizer with { LearningRate = ToDouble(rate) } };
        foreach (string change in result.GetValue(_set) ?? []) problem = WhatIf.Apply(problem, change);
        return (problem, names, point);
    }

    private Problem OfFile(ParseResult result, string file, string? modelPath)
    {
        if (modelPath is not null) throw new InvalidInputException($"--problem {file}: a problem file has its own network. Leave out the model {modelPath}.");
        foreach (var option in new Option[] { _data, _row, _batch }) Refuse(result, option, "a problem file has its own data");
        return ProblemFile.Read(file);
    }

    private (Problem Problem, IReadOnlyList<string>? PointNames, int Point) OfModel(ParseResult result, string? modelPath, DataOptions dataOptions, Action<string> warn)
    {
        if (modelPath is null) throw new InvalidInputException("Nothing to explain: give a model with --data and --row, or --problem FILE.");
        if (result.GetValue(_data) is not { } word) throw new InvalidInputException("--data is missing: give the data whose row is to be explained.");
        var model = Model.Load(modelPath);
        FirstMember.Announce(model, modelPath, "explained", warn);
        if (model.Network.Layers.OfType<NoiseLayer>().Select(layer => layer.Kind).Distinct().ToList() is { Count: > 0 } noise)
            warn($"{modelPath}: {string.Join(" and ", noise)} {(noise.Count == 1 ? "is left out, since it acts" : "are left out, since they act")} while training alone: activations are those of a prediction, and the step is one without {(noise.Count == 1 ? "it" : "them")}.");
        var data = dataOptions.Source(result, word).ReadFor(KnownColumns.Of(model.Schema));
        var batch = _batch.Of(result);
        int row = _row.Of(result) ?? (batch is [var first, ..] ? first : throw new InvalidInputException($"--row is missing: give a row of {data.Name}, from 0 to {data.Count - 1}."));
        batch ??= [row];
        int point = batch.ToList().IndexOf(row);
        if (point < 0) throw new InvalidInputException($"--row {row}: the row is not in the batch of --batch. Add it there, or choose one of its rows.");
        return (ModelProblem.Of(model, data, batch), [.. batch.Select(number => $"row {number}")], point);
    }

    private static IReadOnlyList<int> ReadRows(string text)
    {
        string[] ends = text.Split("..");
        try
        {
            if (ends.Length != 2) return [.. text.Split(',').Select(row => Read.Whole(row.Trim(), 0, int.MaxValue))];
            int first = Read.Whole(ends[0], 0, int.MaxValue), last = Read.Whole(ends[1], 0, int.MaxValue);
            if (last >= first && last - first < MostRows) return [.. Enumerable.Range(first, last - first + 1)];
        }
        catch (InvalidInputException)
        {
            // The line below says what is wanted.
        }
        throw new InvalidInputException($"give rows such as 3,17,40 or 0..9, at most {MostRows} of them.");
    }

    private const int MostRows = 10_000;

    /// <summary>The double that prints like the float: 0.1 and not 0.10000000149.</summary>
    private static double ToDouble(float rate) =>
        double.Parse(rate.ToString("R", System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}

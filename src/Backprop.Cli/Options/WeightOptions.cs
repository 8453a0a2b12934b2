using System.CommandLine;
using Backprop.Cli.Data;

namespace Backprop.Cli.Options;

/// <summary>How much each row counts.</summary>
internal sealed class WeightOptions : OptionGroup
{
    private readonly ValueOption<ClassWeights> _classes = new(
        "--class-weights", "balanced|none|NAME=W,…", "How much rows of a class count in training and validation, loss and metrics alike, beside any weights of their own: balanced makes every class count as much as any other; classes that are not named count 1. The test part is measured without.",
        ClassWeights.Parse, ClassWeights.None.Text)
    { Completions = [ClassWeights.Balanced.Text, ClassWeights.None.Text] };

    private readonly ValueOption<string> _column = new(
        "--weight-column", "COLUMN", "A column of a table with a number of 0 or more: how many rows each one counts for, in the loss and in all metrics. It is no input.", Read.Text)
    { DefaultText = "rows count alike" };

    private readonly bool _forTraining;

    /// <param name="forTraining">Whether classes can be weighed too.</param>
    public WeightOptions(bool forTraining) : base("Weights") => _forTraining = forTraining;

    public override IReadOnlyList<Option> Options => _forTraining ? [_classes, _column] : [_column];

    /// <summary>The data with the column of the weights.</summary>
    /// <exception cref="InvalidInputException">The data are no table.</exception>
    public DataSource Apply(ParseResult result, DataSource source)
    {
        if (!source.IsTable) Refuse(result, _column, $"{source.Location.Word} is {source.Location.KindName}, not a table");
        return source with { Table = source.Table with { Weight = _column.Of(result) } };
    }

    /// <summary>The options with the weights of classes.</summary>
    public ModelOptions Apply(ParseResult result, ModelOptions options) => options with { ClassWeights = _classes.Of(result)! };
}

using Backprop.Cli.Reports;
using Backprop.Data;

namespace Backprop.Cli.Data;

/// <summary>The columns that a network was made for.</summary>
/// <param name="Features">Names of the inputs.</param>
/// <param name="Target">The column with the class or the number; null where it has no name.</param>
/// <param name="Classes">Class names in the order of the outputs; null for numbers.</param>
internal sealed record KnownColumns(IReadOnlyList<string> Features, string? Target, IReadOnlyList<string>? Classes)
{
    /// <summary>The columns of the table that the inputs come from; null where the inputs are columns themselves.</summary>
    public IReadOnlyList<TableColumn>? Columns { get; init; }

    public static KnownColumns Of(ModelSchema schema) => new(schema.Features, schema.Targets is [var target] ? target : null, schema.Classes) { Columns = schema.Columns };

    public static KnownColumns Of(LoadedData loaded) =>
        new(loaded.Data.FeatureNames, loaded.Data.TargetNames is [var target] ? target : null, loaded.Data.ClassNames) { Columns = loaded.Columns };

    /// <summary>The class names, for data that have classes by nature.</summary>
    public IReadOnlyList<string> RequiredClasses(string data) =>
        Classes ?? throw new InvalidInputException($"{data} has classes, but the model predicts numbers. Use data of the model's own kind.");

    /// <summary>Refuses data whose classes are others, or in another order: their accuracy would mean nothing.</summary>
    public Dataset Check(Dataset data)
    {
        CheckWidth(data.Inputs);
        if (Classes is { } classes && data.ClassNames is { } names && !classes.SequenceEqual(names))
            throw new InvalidInputException($"{data.Name} has the classes {Some(names)}, but the model has {Some(classes)}. Use data with the model's own classes, or retrain.");
        return data;
    }

    /// <summary>Refuses rows of another width.</summary>
    public InputRows CheckWidth(InputRows rows) => rows.Features == Features.Count ? rows : throw new InvalidInputException(
        $"The model expects {Figures.Count(Features.Count, "feature")}, but {rows.Name} has {Figures.Count(rows.Features)}. Use data with the model's own columns, or retrain.");

    private static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(10)) + (names.Count > 10 ? $", … ({names.Count})" : "");
}

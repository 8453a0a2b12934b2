using Backprop.Data;

namespace Backprop;

/// <summary>What the columns of a model's data are, and how raw values become inputs and outputs become answers.</summary>
public sealed record ModelSchema
{
    /// <summary>Names of the input columns, in the network's order.</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>Name of the column with the class, or names of the numbers to predict.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>Class names in the order of the outputs; null where numbers are predicted.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>How inputs are scaled; null where they go in raw.</summary>
    public AffineScaling? InputScaling { get; init; }

    /// <summary>How targets were scaled, which predictions undo; null for classes.</summary>
    public AffineScaling? TargetScaling { get; init; }

    /// <summary>
    /// The columns of the table that the model was trained on, target excluded, and what becomes of them: together they give
    /// <see cref="Features"/>. Null where features were given as numbers.
    /// </summary>
    public IReadOnlyList<TableColumn>? Columns { get; init; }

    /// <summary>Whether classes are predicted, rather than numbers.</summary>
    public bool IsClassification => Classes is not null;
}

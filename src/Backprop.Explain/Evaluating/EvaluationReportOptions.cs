using Backprop.Data;

namespace Backprop.Explain;

/// <summary>What a report of a model has beside what model and data say.</summary>
public sealed record EvaluationReportOptions
{
    /// <summary>What the report calls the model, such as its file; default "the model".</summary>
    public string ModelName { get; init; } = "the model";

    /// <summary>What <see cref="Model.Assess(Dataset, int?, IProgress{double}?, CancellationToken)"/> says of the model on the same data, where that is known; default null: it is measured.</summary>
    public Assessment? Assessment { get; init; }

    /// <summary>The importance of the columns on the same data; default null: the report says that it was not measured.</summary>
    public PermutationImportance? Importance { get; init; }

    /// <summary>
    /// Gives rows of the data as they stand in their file, by their indices in the data set; default null: mistakes are shown with the
    /// features that the model was given.
    /// </summary>
    public Func<IReadOnlyList<int>, RawRows>? Raw { get; init; }

    /// <summary>Threads that share the work; by default (null) one a physical core. The report does not depend on them.</summary>
    public int? Threads { get; init; }
}

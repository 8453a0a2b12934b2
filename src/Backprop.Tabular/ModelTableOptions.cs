namespace Backprop.Tabular;

/// <summary>Which table is read for a model that exists, and what that model knows of its columns.</summary>
public sealed record ModelTableOptions
{
    /// <summary>
    /// The file, a pattern such as <c>part-*.csv</c>, or <c>-</c> for the standard input. Text with delimiters, NPY and NPZ are told apart,
    /// and gzip is recognized, by the first bytes.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>Further files or patterns, whose rows follow as those of the same table; by default none. With headers, their columns may stand in any order.</summary>
    public IReadOnlyList<string> MoreFiles { get; init; } = [];

    /// <summary>The model's inputs in the network's order (<see cref="ModelSchema.Features"/>).</summary>
    public required IReadOnlyList<string> Features { get; init; }

    /// <summary>The columns that these inputs come from (<see cref="ModelSchema.Columns"/>); null (the default) where each is a column of numbers itself.</summary>
    public IReadOnlyList<TableColumn>? Columns { get; init; }

    /// <summary>
    /// The column with the known answers: by name (as training called it), number counted from 1, or <c>last</c>. Needed by
    /// <see cref="ModelTable.ReadDataset"/> where the file has a header; without one, a name means the place where the target stood in training.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>The model's classes in the order of its outputs (<see cref="ModelSchema.Classes"/>); null (the default) where it predicts numbers.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>A column of numbers of 0 or more without gaps: how much each row counts, for <see cref="ModelTable.ReadDataset"/>; by default (null) rows count alike.</summary>
    public string? Weight { get; init; }

    /// <summary>Whether the first row holds the names of the columns; by default (null) it does where any of its cells is not a number.</summary>
    public bool? Header { get; init; }

    /// <summary>What stands between cells; by default (null) comma, semicolon, tab or bar is recognized in the first rows.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Is told, once the table is read, of each column that had cells unlike any in training, in one line; default nobody.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Is told how far reading is, every few milliseconds, from the thread that reads; default nobody.</summary>
    public IProgress<ReadingProgress>? Progress { get; init; }

    /// <summary>Ends reading with an <see cref="OperationCanceledException"/>; default never.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The table's columns: those that the features come from, or the features themselves.</summary>
    internal IReadOnlyList<TableColumn> AllColumns => Columns ?? [.. Features.Select(feature => new NumberColumn(feature, 0, HasIndicator: false))];
}

namespace Backprop.Tabular;

/// <summary>Which table is read to train on, and how.</summary>
public sealed record TableOptions
{
    /// <summary>
    /// The file, a pattern such as <c>part-*.csv</c>, or <c>-</c> for the standard input. Text with delimiters, NPY and NPZ are told apart,
    /// and gzip is recognized, by the first bytes. Of rows of a program (<see cref="Table.Of"/>), what reports call them.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>Further files or patterns, whose rows follow as those of the same table; by default none. With headers, their columns may stand in any order.</summary>
    public IReadOnlyList<string> MoreFiles { get; init; } = [];

    /// <summary>
    /// The column that is to be predicted: its name, its number counted from 1, or <c>last</c>. A name goes before a number.
    /// There is no default to train with: null is refused with the list of the columns.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>Whether the first row holds the names of the columns; by default (null) it does where any of its cells is neither a number nor a mark of a missing value.</summary>
    public bool? Header { get; init; }

    /// <summary>What stands between cells; by default (null) comma, semicolon, tab or bar is recognized in the first rows.</summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// Classes or numbers. By default (null) text makes classes (text among numbers is taken for a mistake), and so do whole numbers ≥ 0 with
    /// at most 20 different values and on average at least 5 rows for each; other numbers make regression.
    /// </summary>
    public TableTask? Task { get; init; }

    /// <summary>Of two classes the positive one, whose output is then the second; by default (null) the second in order.</summary>
    public string? Positive { get; init; }

    /// <summary>
    /// A column whose equal cells belong together, such as a patient: parts are drawn by whole groups, so that nobody is in two parts.
    /// It is no input. By default (null) rows are drawn one by one.
    /// </summary>
    public string? Group { get; init; }

    /// <summary>A column of times or numbers: the latest rows are set aside, as in use, rather than random ones. By default null.</summary>
    public string? Time { get; init; }

    /// <summary>
    /// A column of numbers of 0 or more without gaps: how much each row counts (<see cref="Backprop.Data.Dataset.WithWeights"/>). It is no input. By default (null) rows count alike.
    /// </summary>
    public string? Weight { get; init; }

    /// <summary>Columns that the network shall not see, by name or number; default none.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Columns that hold numbers, whatever they look like; default none.</summary>
    public IReadOnlyList<string> Numeric { get; init; } = [];

    /// <summary>Columns whose numbers or texts are categories; default none.</summary>
    public IReadOnlyList<string> Categorical { get; init; } = [];

    /// <summary>Is told how far reading is, every few milliseconds, from the thread that reads; default nobody.</summary>
    public IProgress<ReadingProgress>? Progress { get; init; }

    /// <summary>Ends reading with an <see cref="OperationCanceledException"/>; default never.</summary>
    public CancellationToken Cancellation { get; init; }
}

using System.Diagnostics.CodeAnalysis;

namespace Backprop.Tabular;

/// <summary>
/// A table in memory, every column as what it holds: numbers, categories, yes and no, or times. What is inferred can be
/// looked at (<see cref="Columns"/>) before anything is trained; <see cref="Prepare"/> makes data for a network from it.
/// The culture of the system has no influence.
/// </summary>
public sealed class Table
{
    /// <summary>The name of the target where the file has no header.</summary>
    public const string UnnamedTarget = "target";

    /// <summary>Less than this is not worth a collection, which stops the whole program for some milliseconds.</summary>
    private const long WorthCollecting = 16 << 20;

    private readonly TableReading _reading;
    private bool _isUsedUp;

    private Table(TableReading reading, TableOptions options)
    {
        (_reading, Options) = (reading, options);
        if (Target >= 0) Answers = TargetValues.Of(reading.Columns[Target]!, options.Task, options.Positive);
        RowsWithTarget = Answers?.Rows.Length ?? Rows;
        if (reading.Weight >= 0) Weights = WeightColumn.Of(reading.Columns[reading.Weight]!);
        Division = RowDivision.Of(reading);
        Kinds = [.. reading.Columns.Select((column, index) => column is null
            ? ColumnKind.Ignored
            : KindInference.KindOf(column, reading.Categorical.Contains(index), reading.Numeric.Contains(index)))];
    }

    /// <summary>What reports call the table: the file's name.</summary>
    public string Name => _reading.Facts.Name;

    /// <summary>How the file was read.</summary>
    public TableFormat Format => _reading.Facts.Format;

    /// <summary>The number of rows.</summary>
    public int Rows => _reading.Rows;

    /// <summary>The number of rows whose target is known; all where there is no target.</summary>
    public int RowsWithTarget { get; }

    /// <summary>What each column holds and becomes, in the table's order.</summary>
    /// <exception cref="InvalidOperationException"><see cref="PrepareOnce"/> used the table up.</exception>
    public IReadOnlyList<ColumnProfile> Columns
    {
        get
        {
            RequireColumns();
            return ColumnProfiling.Of(this);
        }
    }

    /// <summary>The target's values; null where there is no target.</summary>
    internal TargetValues? Answers { get; private set; }

    /// <summary>How parts are drawn.</summary>
    internal RowDivision Division { get; }

    /// <summary>How much each row counts; null where they count alike.</summary>
    internal float[]? Weights { get; private set; }

    internal int Group => _reading.Group;

    internal int Weight => _reading.Weight;

    internal IReadOnlyList<ColumnKind> Kinds { get; }

    internal IReadOnlyList<RawColumn?> Raw => _reading.Columns;

    internal int Target => _reading.Target;

    internal string Listed => _reading.Listed;

    internal string NameOf(int column) => _reading.Names[column];

    internal string Where => _reading.Facts.Where;

    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidInputException">Whatever is wrong with the file, with row and column, or with the options.</exception>
    public static Table Read(TableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Table(TableReading.Of(options), options);
    }

    /// <summary>A table of the rows of a program; they are enumerated once.</summary>
    /// <typeparam name="T">The type of a row.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="options">What is to be predicted, and how columns are taken; <see cref="TableOptions.Path"/> is what reports call the rows.</param>
    /// <param name="columns">How rows have columns; by default <see cref="RowColumns.ByProperty"/>.</param>
    /// <exception cref="InvalidInputException">There are no rows, their columns are not known, or the options do not fit them.</exception>
    public static Table Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        IEnumerable<T> rows, TableOptions options, RowColumns<T>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        columns ??= RowColumns.ByProperty<T>();
        T[] all = [.. rows];
        var names = columns.Names ?? (all is [IReadOnlyDictionary<string, object?> first, ..] ? first.Keys : null)
            ?? throw new InvalidInputException(all.Length == 0 ? "There are no rows; a row for each data point is needed." : "Say which columns the rows have: give RowColumns.By their names.");
        return new Table(TableReading.Of(options, () => new RowSource<T>(columns, [.. names], all, options.Path)), options);
    }

    /// <summary>Makes data for a network: sets parts aside, and learns from the rest of the rows how each column is encoded.</summary>
    /// <param name="shares">Which parts are set aside.</param>
    /// <exception cref="InvalidInputException">There is no target, or too little is left to learn from.</exception>
    /// <exception cref="InvalidOperationException"><see cref="PrepareOnce"/> used the table up.</exception>
    public PreparedTable Prepare(TableShares? shares = null)
    {
        RequireColumns();
        return TablePreparation.Of(this, shares ?? new TableShares(), usesUp: false);
    }

    /// <summary>
    /// The same data from a table that is asked no more: its columns are given up as they are encoded, so that a large table of numbers
    /// takes less than twice the memory of its floats, 4 bytes a cell. From 4 million cells on this collects the garbage of the whole program, three times.
    /// </summary>
    /// <param name="shares">Which parts are set aside.</param>
    /// <exception cref="InvalidInputException">There is no target, or too little is left to learn from.</exception>
    /// <exception cref="InvalidOperationException">The table was used up before.</exception>
    public PreparedTable PrepareOnce(TableShares? shares = null)
    {
        RequireColumns();
        var prepared = TablePreparation.Of(this, shares ?? new TableShares(), usesUp: true);
        (Answers, Weights) = (null, null);
        foreach (var column in Raw) column?.Release(Rows);
        CollectGarbage();
        return prepared;
    }

    /// <summary>Data for as many trainings as folds, each of which has one fold for its test: every row is tested once.</summary>
    /// <param name="folds">The number of folds, at least 2.</param>
    /// <param name="shares">The share of the validation part and the seed; rows of <see cref="TableShares.Test"/> are in no fold.</param>
    /// <exception cref="InvalidInputException">There is no target, or a fold would have no rows.</exception>
    /// <exception cref="InvalidOperationException"><see cref="PrepareOnce"/> used the table up.</exception>
    public IEnumerable<PreparedTable> PrepareFolds(int folds, TableShares? shares = null)
    {
        RequireColumns();
        return TablePreparation.OfFolds(this, folds, shares ?? new TableShares());
    }

    /// <summary>Gives up the inputs of the rows before one of them, as far as they fill blocks of a column: from now on the table is used up.</summary>
    internal void Release(int end)
    {
        _isUsedUp = true;
        for (int column = 0; column < Raw.Count; column++)
            if (column != Target) Raw[column]?.Release(end);
        CollectGarbage();
    }

    /// <summary>What was given up stays with the process until all generations are collected, and only the table knows how much it is.</summary>
    private void CollectGarbage()
    {
        if (sizeof(float) * (long)Rows * Raw.Count >= WorthCollecting) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private void RequireColumns()
    {
        if (_isUsedUp) throw new InvalidOperationException($"PrepareOnce gave up the columns of {Name}. Call Prepare instead, or read the table again.");
    }

    internal TableOptions Options { get; }
}

using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Cli.Data;

/// <summary>Data that a command line names, ready to be read.</summary>
internal sealed record DataSource(DataLocation Location)
{
    /// <summary>The file of labels beside IDX images.</summary>
    public string? Labels { get; init; }

    /// <summary>Further files of the same table.</summary>
    public IReadOnlyList<string> MoreFiles { get; init; } = [];

    /// <summary>How a table is to be read.</summary>
    public TableColumns Table { get; init; } = new(null, null, null, null);

    /// <summary>Whether it is a table, whose columns are prepared.</summary>
    public bool IsTable => Location.Kind == DataKind.Table;

    /// <summary>The files that are read; none for built-in data.</summary>
    public IEnumerable<(string What, string? Path)> Files => [("the data", Location.File), .. MoreFiles.Select(file => ("the data", (string?)file)), ("the labels", Labels)];

    /// <summary>The same, read before someone's eyes.</summary>
    /// <param name="progress">Is told how far the reading of a table is; null for nobody.</param>
    /// <param name="cancellation">Ends it.</param>
    public DataSource Watched(IProgress<ReadingProgress>? progress, CancellationToken cancellation) => this with { Table = Table with { Progress = progress, Cancellation = cancellation } };

    /// <summary>Reads data to learn from that are no table.</summary>
    /// <exception cref="InvalidInputException">The data cannot be read.</exception>
    public Dataset ReadDataset() => Location.Kind == DataKind.BuiltIn
        ? BuiltInDatasets.Load(Location.Word)
        : IdxReader.Read(Location.Word, RequiredLabels("--labels"));

    /// <summary>Reads a table to learn from: the columns are what the options and the file say.</summary>
    /// <exception cref="InvalidInputException">The table cannot be read.</exception>
    public Backprop.Tabular.Table ReadTable() => TableFile.Read([Location.Word, .. MoreFiles], Table);

    /// <summary>How the table is read by the library.</summary>
    public TableOptions TableOptions => TableFile.OptionsOf([Location.Word, .. MoreFiles], Table);

    /// <summary>Reads data for a network that is there already: columns and classes are those of its data.</summary>
    /// <param name="columns">Columns and classes of the network's data.</param>
    /// <param name="warn">Is told of cells unlike any in training.</param>
    /// <param name="labelsOption">The option that names labels, for the message when they are missing.</param>
    /// <exception cref="InvalidInputException">The data cannot be read, or have other columns or classes.</exception>
    public Dataset ReadFor(KnownColumns columns, Action<string>? warn = null, string labelsOption = "--labels") => Location.Kind switch
    {
        DataKind.BuiltIn => columns.Check(BuiltInDatasets.Load(Location.Word)),
        DataKind.Idx => IdxReader.Read(Location.Word, RequiredLabels(labelsOption), columns.RequiredClasses(Location.Word)),
        _ => TableFile.Read([Location.Word, .. MoreFiles], Table, columns, warn),
    };

    /// <summary>
    /// What gives rows of the data of <see cref="ReadFor"/> as their file has them; null for data that are no table, and for a table that
    /// can be read only once: from the standard input or a pipe.
    /// </summary>
    /// <param name="columns">Columns and classes of the network's data.</param>
    public Func<IReadOnlyList<int>, RawRows>? RawFor(KnownColumns columns) =>
        IsTable && Location.IsReadAgain && MoreFiles.All(file => DataLocation.Find(file).IsReadAgain)
            ? rows => TableFile.ReadRaw([Location.Word, .. MoreFiles], Table, columns, rows)
            : null;

    /// <summary>Reads inputs alone, of data that are no table.</summary>
    /// <exception cref="InvalidInputException">The data cannot be read, or have another width.</exception>
    public InputRows ReadInputsFor(KnownColumns columns) => columns.CheckWidth(Location.Kind == DataKind.BuiltIn
        ? BuiltInDatasets.Load(Location.Word).Inputs
        : IdxReader.ReadImages(Location.Word));

    /// <summary>The rows of a table, one after the other.</summary>
    /// <exception cref="InvalidInputException">The table cannot be read, or lacks a column.</exception>
    public ModelRows StreamFor(KnownColumns columns, Action<string>? warn) => TableFile.Stream([Location.Word, .. MoreFiles], Table, columns, warn);

    private string RequiredLabels(string option) => Labels ?? throw new InvalidInputException(
        $"{Location.Word} holds IDX data without classes: give the file of the labels with {option}.");
}

using Backprop.Data;

namespace Backprop.Cli.Data;

/// <summary>Data that a command line names, ready to be read.</summary>
internal sealed record DataSource(DataLocation Location)
{
    /// <summary>The file of labels beside IDX images.</summary>
    public string? Labels { get; init; }

    /// <summary>How a CSV file is to be read.</summary>
    public CsvColumns Csv { get; init; } = new(null, null, null, null);

    /// <summary>The files that are read; none for built-in data.</summary>
    public IEnumerable<(string What, string? Path)> Files => [("the data", Location.File), ("the labels", Labels)];

    /// <summary>Reads data to learn from: the columns are what the options and the file say.</summary>
    /// <exception cref="InvalidInputException">The data cannot be read.</exception>
    public LoadedData Read() => Location.Kind switch
    {
        DataKind.BuiltIn => new LoadedData(BuiltInDatasets.Load(Location.Word), null),
        DataKind.Idx => new LoadedData(IdxReader.Read(Location.Word, RequiredLabels("--labels")), null),
        _ => CsvFile.Read(Location.Word, Csv),
    };

    /// <summary>Reads data for a network that is there already: columns and classes are those of its data.</summary>
    /// <param name="columns">Columns and classes of the network's data.</param>
    /// <param name="labelsOption">The option that names labels, for the message when they are missing.</param>
    /// <exception cref="InvalidInputException">The data cannot be read, or have other columns or classes.</exception>
    public Dataset ReadFor(KnownColumns columns, string labelsOption = "--labels") => Location.Kind switch
    {
        DataKind.BuiltIn => columns.Check(BuiltInDatasets.Load(Location.Word)),
        DataKind.Idx => IdxReader.Read(Location.Word, RequiredLabels(labelsOption), columns.RequiredClasses(Location.Word)),
        _ => CsvFile.Read(Location.Word, Csv, columns),
    };

    /// <summary>Reads inputs alone.</summary>
    /// <exception cref="InvalidInputException">The data cannot be read, or have another width.</exception>
    public InputRows ReadInputsFor(KnownColumns columns) => columns.CheckWidth(Location.Kind switch
    {
        DataKind.BuiltIn => BuiltInDatasets.Load(Location.Word).Inputs,
        DataKind.Idx => IdxReader.ReadImages(Location.Word),
        _ => CsvFile.ReadInputs(Location.Word, Csv, columns),
    });

    private string RequiredLabels(string option) => Labels ?? throw new InvalidInputException(
        $"{Location.Word} holds IDX data without classes: give the file of the labels with {option}.");
}

using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Cli.Data;

/// <summary>The options of the CSV reader, from those of the command line.</summary>
internal static class CsvFile
{
    /// <summary>A table to train on.</summary>
    public static LoadedData Read(string path, CsvColumns columns)
    {
        var data = CsvDataset.Read(
            new CsvOptions { Path = path, Target = columns.Target, Header = columns.Header, Delimiter = columns.Delimiter, Task = columns.Task },
            out var format);
        return new LoadedData(data, format);
    }

    /// <summary>A table with known answers, for a network that exists.</summary>
    public static Dataset Read(string path, CsvColumns columns, KnownColumns known)
    {
        try
        {
            return CsvTable.ReadDataset(Options(path, columns, known));
        }
        catch (InvalidInputException exception) when (columns.Target is null && exception.Message.Contains(" for the target; ", StringComparison.Ordinal))
        {
            throw new InvalidInputException($"{exception.Message} Name the column with the answers with --target.", exception);
        }
    }

    /// <summary>A table of inputs, for a network that exists.</summary>
    public static InputRows ReadInputs(string path, CsvColumns columns, KnownColumns known) =>
        CsvTable.ReadInputs(Options(path, columns, known));

    private static CsvTableOptions Options(string path, CsvColumns columns, KnownColumns known) => new()
    {
        Path = path,
        Features = known.Features,
        Target = columns.Target ?? known.Target,
        Classes = known.Classes,
        Header = columns.Header,
        Delimiter = columns.Delimiter,
    };
}

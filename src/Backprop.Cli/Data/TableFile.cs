using Backprop.Data;
using Backprop.Tabular;

namespace Backprop.Cli.Data;

/// <summary>The options of the library's readers of tables, from those of the command line.</summary>
internal static class TableFile
{
    /// <summary>A table to train on.</summary>
    public static Table Read(string[] files, TableColumns columns) => Table.Read(OptionsOf(files, columns));

    /// <summary>How a table to train on is read.</summary>
    public static TableOptions OptionsOf(string[] files, TableColumns columns) => new()
    {
        Path = files[0],
        MoreFiles = files[1..],
        Target = columns.Target,
        Header = columns.Header,
        Delimiter = columns.Delimiter,
        Task = columns.Task,
        Positive = columns.Positive,
        Group = columns.Group,
        Time = columns.Time,
        Weight = columns.Weight,
        Ignore = columns.Ignore,
        Numeric = columns.Numeric,
        Categorical = columns.Categorical,
        Progress = columns.Progress,
        Cancellation = columns.Cancellation,
    };

    /// <summary>A table with known answers, for a network that exists.</summary>
    public static Dataset Read(string[] files, TableColumns columns, KnownColumns known, Action<string>? warn)
    {
        var options = Options(files, columns, known, warn);
        try
        {
            return ModelTable.ReadDataset(options);
        }
        catch (MissingColumnException exception) when (columns.Target is null && exception.Column == options.Target)
        {
            throw new InvalidInputException($"{exception.Message} Name the column with the answers with --target.", exception);
        }
    }

    /// <summary>Rows of such a data set as they stand in the file.</summary>
    public static RawRows ReadRaw(string[] files, TableColumns columns, KnownColumns known, IReadOnlyList<int> rows) =>
        ModelTable.ReadRaw(Options(files, columns, known, warn: null), rows);

    /// <summary>The rows of a table, one after the other, for a network that exists.</summary>
    public static ModelRows Stream(string[] files, TableColumns columns, KnownColumns known, Action<string>? warn) =>
        ModelRows.Open(Options(files, columns, known, warn));

    private static ModelTableOptions Options(string[] files, TableColumns columns, KnownColumns known, Action<string>? warn) => new()
    {
        Path = files[0],
        MoreFiles = files[1..],
        Features = known.Features,
        Columns = known.Columns,
        Target = columns.Target ?? known.Target,
        Classes = known.Classes,
        Weight = columns.Weight,
        Header = columns.Header,
        Delimiter = columns.Delimiter,
        Warn = warn,
        Progress = columns.Progress,
        Cancellation = columns.Cancellation,
    };
}

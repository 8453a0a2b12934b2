using System.Text;
using Backprop.Data;
using Backprop.Tabular;
using Backprop.Tests.Files;

namespace Backprop.Tests.Tabular;

/// <summary>A table of one test, written to a file and read.</summary>
internal static class TestTable
{
    public static Dataset Read(string text, string? target = "last", bool? header = null, char? delimiter = null, TableTask? task = null) =>
        Read(Encoding.UTF8.GetBytes(text), target, header, delimiter, task);

    public static Dataset Read(byte[] bytes, string? target = "last", bool? header = null, char? delimiter = null, TableTask? task = null) =>
        InFile(bytes, path => Read(new TableOptions { Path = path, Target = target, Header = header, Delimiter = delimiter, Task = task }));

    /// <summary>All rows of a table as a data set.</summary>
    public static Dataset Read(TableOptions options) => Table.Read(options).Prepare(new TableShares { Validation = 0 }).Parts.Training;

    /// <summary>The columns of a table as a model would know them.</summary>
    public static IReadOnlyList<TableColumn> Columns(string text, string target = "last") =>
        InFile(Encoding.UTF8.GetBytes(text), path => Columns(new TableOptions { Path = path, Target = target }));

    public static IReadOnlyList<TableColumn> Columns(TableOptions options) => Table.Read(options).Prepare(new TableShares { Validation = 0 }).Parts.Columns!;

    public static TableFormat Format(string text, string target = "last") => InFile(Encoding.UTF8.GetBytes(text), path => Table.Read(new TableOptions { Path = path, Target = target }).Format);

    /// <summary>The message of the refusal, without the path it begins with.</summary>
    public static string RefusalOf(byte[] bytes, Func<string, object> read) => InFile(bytes, path =>
    {
        string message = Refusal.Of(() => read(path));
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        return message[path.Length..].TrimStart(':', ' ');
    });

    public static string RefusalOf(string text, string? target = "last", bool? header = null, char? delimiter = null, TableTask? task = null) =>
        RefusalOf(Encoding.UTF8.GetBytes(text), path =>
            Read(new TableOptions { Path = path, Target = target, Header = header, Delimiter = delimiter, Task = task }));

    public static T InFile<T>(byte[] bytes, Func<string, T> read)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllBytes(directory["table.csv"], bytes);
        return read(directory["table.csv"]);
    }
}

using Backprop.Tabular;

namespace Backprop.Tests.Hostile;

/// <summary>What the readers of tables have in common: how a table is read, used, and how much that may allocate.</summary>
internal static class HostileTables
{
    // A column costs some kilobytes before it has a row, and a file of nothing but delimiters has one for each byte, up to 100,000.
    public static long MostAllocated(long length) => (1 << 20) + (3072 * Math.Min(length, 100_000)) + (160 * length);

    public static Table Read(string path) => Table.Read(new TableOptions { Path = path, Target = "last" });

    /// <summary>All rows prepared; the same rows for a model, and the raw rows.</summary>
    public static void Use(Table table, string path)
    {
        var parts = table.Prepare(new TableShares { Validation = 0 }).Parts;
        var data = parts.Training;
        Assert.Equal(data.Count * data.Features, data.Inputs.Values.Length);
        Assert.All(data.Inputs.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
        var inputs = ModelTable.ReadInputs(new ModelTableOptions { Path = path, Features = data.FeatureNames, Columns = parts.Columns });
        Assert.Equal(table.Rows, inputs.Count);
    }
}

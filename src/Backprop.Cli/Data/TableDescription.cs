using Backprop.Tabular;

namespace Backprop.Cli.Data;

/// <summary>What is shown of a table: it outlives the columns.</summary>
/// <param name="Format">How the file was read.</param>
/// <param name="Columns">What each column holds.</param>
internal sealed record TableDescription(TableFormat Format, IReadOnlyList<ColumnProfile> Columns)
{
    public static TableDescription Of(Table table) => new(table.Format, table.Columns);
}

using Backprop.Tabular;

namespace Backprop.Cli.Reports;

/// <summary>The columns of a table for a program.</summary>
internal static class TableJson
{
    /// <summary>An object a column.</summary>
    public static void Write(TextWriter output, Table table)
    {
        foreach (var column in table.Columns)
            JsonLine.Write(output, json =>
            {
                json.WriteString("event", "column");
                json.WriteString("name", column.Name);
                json.WriteString("kind", TableText.KindWord(column.Kind));
                json.WriteBoolean("target", column.IsTarget);
                json.WriteNumber("rows", table.Rows);
                json.WriteNumber("missing", column.Missing);
                if (column.Unique is { } unique) json.WriteNumber("unique", unique);
                if (column.Range is { } range)
                {
                    json.WriteNumber("smallest", range.Smallest);
                    json.WriteNumber("largest", range.Largest);
                }
                if (column.Examples.Count > 0) json.WriteStrings("examples", column.Examples);
                json.WriteStartArray("histogram");
                foreach (long count in column.Histogram) json.WriteNumberValue(count);
                json.WriteEndArray();
                if (!column.IsTarget) json.WriteString("becomes", TableText.Becomes(column.Column));
            });
    }
}

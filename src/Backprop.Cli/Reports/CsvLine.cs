using System.Buffers;
using System.Globalization;
using System.Text;

namespace Backprop.Cli.Reports;

/// <summary>Lines of CSV (RFC 4180), with numbers that round-trip in every locale.</summary>
internal static class CsvLine
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",;\t\r\n");

    public static void Append(StringBuilder output, IEnumerable<string> cells) =>
        output.AppendJoin(',', cells.Select(Quote)).Append('\n');

    public static string Number(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(Special) || cell != cell.Trim() ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}

namespace Backprop.Explain;

/// <summary>Columns of text side by side: words to the left, numbers with their decimal points under one another.</summary>
internal sealed class TextTable
{
    private const string Gap = "  ";
    private readonly string[] _header;
    private readonly string[][] _rows;
    private readonly bool[] _numeric;
    private readonly int[] _before;   // [column]: the longest part before the decimal point
    private readonly int[] _widths;

    public TextTable(string[] header, string[][] rows, bool[] numeric)
    {
        (_header, _rows, _numeric) = (header, rows, numeric);
        _before = [.. header.Select((_, column) => rows.Select(row => Point(row[column])).DefaultIfEmpty(0).Max())];
        _widths = [.. header.Select((title, column) => Math.Max(TextLayout.Columns(title), rows.Select(row => TextLayout.Columns(Aligned(row[column], column))).DefaultIfEmpty(0).Max()))];
    }

    public string Header() => string.Join(Gap, _header.Select(Filled));

    public string Rule() => string.Join(Gap, _widths.Select(width => new string('─', width)));

    public string Row(int row) => string.Join(Gap, _rows[row].Select((cell, column) => Filled(Aligned(cell, column), column)));

    private string Aligned(string cell, int column) => _numeric[column] && cell.Length > 0 ? new string(' ', _before[column] - Point(cell)) + cell : cell;

    private string Filled(string text, int column) => text + new string(' ', _widths[column] - TextLayout.Columns(text));

    private static int Point(string cell)
    {
        int point = cell.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0) return point;
        int times = cell.IndexOf('·', StringComparison.Ordinal);
        return times >= 0 ? times : cell.Length;
    }
}

using Spectre.Console;

namespace Backprop.Cli.Terminals;

/// <summary>Cells in columns that are as wide as their widest cell; the first row is the heading.</summary>
/// <param name="holdsWords">Whether a column holds words, which stand at its left, rather than numbers.</param>
internal sealed class TextTable(Func<int, bool> holdsWords)
{
    /// <param name="leftAligned">How many columns, from the left, hold words; the others hold numbers.</param>
    public TextTable(int leftAligned) : this(column => column < leftAligned)
    {
    }

    private const string Margin = "  ";

    /// <summary>The same, on a narrow terminal without some columns.</summary>
    /// <param name="terminal">Where the lines are shown; what is no terminal takes any length.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="expendable">The columns to leave out, the first first, until the rest fits; what is left may still be too wide.</param>
    public IEnumerable<string> LinesWithin(Terminal terminal, IReadOnlyList<string[]> rows, IReadOnlyList<int> expendable)
    {
        var kept = Enumerable.Range(0, rows[0].Length).ToList();
        for (int next = 0; terminal.IsLive && next < expendable.Count && Width(rows, kept) >= terminal.Width; next++) kept.Remove(expendable[next]);
        return new TextTable(column => holdsWords(kept[column])).Lines([.. rows.Select(row => kept.Select(column => row[column]).ToArray())]);
    }

    private static int Width(IReadOnlyList<string[]> rows, List<int> columns) => columns.Sum(column => Margin.Length + rows.Max(row => row[column].Length));

    /// <summary>A line of markup for each row.</summary>
    public IEnumerable<string> Lines(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        for (int row = 0; row < rows.Count; row++)
        {
            var cells = rows[row].Select((cell, column) => holdsWords(column) ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            string line = Markup.Escape(Margin + string.Join(Margin, cells));
            yield return row == 0 ? $"[bold]{line}[/]" : line;
        }
    }
}

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

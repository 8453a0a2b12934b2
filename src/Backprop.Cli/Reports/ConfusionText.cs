using System.Globalization;
using System.Text;
using Backprop.Cli.Terminals;
using Spectre.Console;

namespace Backprop.Cli.Reports;

/// <summary>A confusion matrix as people read it: rows are what it was, columns what was predicted.</summary>
internal sealed class ConfusionText(IReadOnlyList<string> classes, IReadOnlyList<IReadOnlyList<int>> confusion)
{
    private const int MostClasses = 20, MostPairs = 10, LongestName = 14, Indent = 2;

    /// <summary>The matrix in lines of markup; the most confused pairs instead where it would not fit.</summary>
    /// <param name="terminal">Where it is shown.</param>
    public IEnumerable<string> Lines(Terminal terminal)
    {
        string[] names = [.. classes.Select(name => Short(name, terminal))];
        int nameWidth = Math.Max("actual".Length, names.Max(name => name.Length));
        int cellWidth = Math.Max(names.Max(name => name.Length), confusion.Max(row => row.Max(Digits)));
        bool fits = classes.Count <= MostClasses && Indent + nameWidth + classes.Count * (cellWidth + 2) <= terminal.Width;
        return fits ? Matrix(names, nameWidth, cellWidth) : Pairs();
    }

    private IEnumerable<string> Matrix(string[] names, int nameWidth, int cellWidth)
    {
        string margin = new(' ', Indent);
        yield return $"{margin}{"actual".PadRight(nameWidth)}  predicted";
        yield return $"{margin}{new string(' ', nameWidth)}{string.Concat(names.Select(name => Markup.Escape(Cell(name, cellWidth))))}";
        for (int actual = 0; actual < names.Length; actual++)
        {
            var line = new StringBuilder(margin).Append(Markup.Escape(names[actual].PadRight(nameWidth)));
            for (int predicted = 0; predicted < names.Length; predicted++)
            {
                int count = confusion[actual][predicted];
                string cell = Cell(count == 0 ? "." : count.ToString(CultureInfo.InvariantCulture), cellWidth);
                line.Append(count == 0 ? cell : actual == predicted ? $"[green]{cell}[/]" : $"[red]{cell}[/]");
            }
            yield return line.ToString();
        }
    }

    private IEnumerable<string> Pairs()
    {
        var pairs = (
            from actual in Enumerable.Range(0, classes.Count)
            from predicted in Enumerable.Range(0, classes.Count)
            where actual != predicted && confusion[actual][predicted] > 0
            orderby confusion[actual][predicted] descending
            select (Actual: classes[actual], Predicted: classes[predicted], Count: confusion[actual][predicted])).ToList();
        if (pairs.Count == 0) yield break;
        yield return $"  most confused of {Figures.Count(classes.Count)} classes:";
        foreach (var (actual, predicted, count) in pairs.Take(MostPairs))
            yield return Markup.Escape($"  {Figures.Count(count, "row"),9}  {actual} taken for {predicted}");
    }

    private static string Cell(string text, int width) => "  " + text.PadLeft(width);

    private static int Digits(int count) => count.ToString(CultureInfo.InvariantCulture).Length;

    private static string Short(string raw, Terminal terminal) => ErrorLine.Printable(raw) is var name && name.Length <= LongestName ? name : terminal.HasUnicode ? name[..(LongestName - 1)] + "…" : name[..(LongestName - 2)] + "..";
}

using System.Text;

namespace Backprop.Explain;

/// <summary>Steps as lines: formulas broken at = and then between terms, tables with their columns aligned.</summary>
internal sealed class TextLayout(UnicodeEmitter emitter, int width)
{
    private const string Indent = "  ";

    public IEnumerable<IReadOnlyList<TextSpan>> Step(ExplanationStep step)
    {
        yield return [];
        yield return [new(Printable(step.Heading), TextRole.Subheading)];
        foreach (string remark in step.Remarks)
            foreach (string line in Wrapped(Printable(remark))) yield return [new(Indent + line, TextRole.Plain)];
        foreach (var formula in step.Formulas)
            foreach (var line in Formula(formula)) yield return line;
        foreach (var table in step.Tables)
            foreach (var line in Table(table)) yield return line;
    }

    /// <summary>How many columns a text takes on a terminal: combining marks take none, East Asian wide characters two.</summary>
    public static int Columns(string text) => text.EnumerateRunes().Sum(CharacterWidth.Of);

    public IEnumerable<IReadOnlyList<TextSpan>> Formula(Formula formula)
    {
        string left = Indent + emitter.Emit(formula.Left) + " ", note = formula.Note.Length == 0 ? "" : $"   ({formula.Note})";
        string[] parts = [.. formula.Parts.Select((part, index) => (index == 0 ? formula.Relation : "=") + " " + emitter.Emit(part))];
        if (Columns(left) + parts.Sum(part => Columns(part) + 1) + note.Length <= width)
        {
            string all = left + string.Concat(parts.SkipLast(1).Select(part => part + " "));
            yield return [new(all, TextRole.Formula), new(parts[^1], Role(formula, parts.Length - 1)), new(note, TextRole.Plain)];
            yield break;
        }
        string margin = left;
        for (int index = 0; index < parts.Length; index++)
        {
            var lines = BrokenAtTerms(parts[index], width - Columns(left)).ToArray();
            for (int line = 0; line < lines.Length; line++)
            {
                bool last = index == parts.Length - 1 && line == lines.Length - 1;
                yield return [new(margin, TextRole.Formula), new(lines[line], Role(formula, index)), new(last ? note : "", TextRole.Plain)];
                margin = new string(' ', Columns(left));
            }
        }
    }

    private static TextRole Role(Formula formula, int part) =>
        part == formula.Parts.Count - 1 && formula.Parts[part] is Number ? TextRole.Result : TextRole.Formula;

    private static IEnumerable<string> BrokenAtTerms(string text, int width)
    {
        var line = new StringBuilder();
        foreach (string term in text.Replace(" + ", "\n+ ", StringComparison.Ordinal).Replace(" − ", "\n− ", StringComparison.Ordinal).Split('\n'))
        {
            if (line.Length > 0 && Columns(line.ToString()) + 1 + Columns(term) > width)
            {
                yield return line.ToString();
                line.Clear().Append("   ");
            }
            line.Append(line.Length > 0 ? " " : "").Append(term);
        }
        yield return line.ToString();
    }

    private IEnumerable<string> Wrapped(string text)
    {
        var line = new StringBuilder();
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && Indent.Length + Columns(line.ToString()) + 1 + Columns(word) > width)
            {
                yield return line.ToString();
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(word);
        }
        yield return line.ToString();
    }

    private IEnumerable<IReadOnlyList<TextSpan>> Table(ExplanationTable table)
    {
        yield return [];
        foreach (string line in Wrapped(Printable(table.Caption))) yield return [new(Indent + line, TextRole.Subheading)];
        var text = new TextTable(
            [.. table.Columns.Select(column => Printable(emitter.Emit(column)))],
            [.. table.Rows.Select(row => row.Select(cell => Printable(emitter.Emit(cell))).ToArray())],
            [.. table.Columns.Select((_, column) => table.Rows.Any(row => row[column] is Number))]);
        yield return [new(Indent + text.Header(), TextRole.Plain)];
        yield return [new(Indent + text.Rule(), TextRole.Plain)];
        for (int row = 0; row < table.Rows.Count; row++)
        {
            if (table.SummaryRows > 0 && row == table.Rows.Count - table.SummaryRows) yield return [new(Indent + text.Rule(), TextRole.Plain)];
            yield return [new(Indent + text.Row(row), row >= table.Rows.Count - table.SummaryRows ? TextRole.Result : TextRole.Formula)];
        }
    }

    // A name may hold anything; what would move a terminal's cursor is not written to it.
    private static string Printable(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => CharacterWidth.IsControl(rune) ? "�" : rune.ToString()));
}

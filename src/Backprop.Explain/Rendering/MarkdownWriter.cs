using System.Text;

namespace Backprop.Explain;

/// <summary>Steps as Markdown.</summary>
/// <param name="precision">Significant digits.</param>
/// <param name="width">The longest line of a formula.</param>
internal sealed class MarkdownWriter(int precision, int width)
{
    private readonly LatexFormulas _formulas = new(precision, width);
    private readonly UnicodeEmitter _plain = new(precision);

    /// <summary>The longest <c>math</c> block; 0 for none at all.</summary>
    public int MostCharacters { get; set; }

    public void Write(StringBuilder text, ExplanationStep step, string level = "###")
    {
        text.Append('\n').Append(level).Append(' ').Append(Escape(step.Heading)).Append('\n');
        foreach (string remark in step.Remarks) text.Append('\n').Append(Escape(remark)).Append('\n');
        if (step.Formulas.Count > 0) Write(text, step.Formulas);
        foreach (var table in step.Tables) Write(text, table);
    }

    private void Write(StringBuilder text, IReadOnlyList<Formula> formulas)
    {
        string math = $"\\begin{{aligned}}\n{_formulas.Lines(formulas)}\n\\end{{aligned}}\n";
        if (math.Length <= MostCharacters)
        {
            text.Append("\n```math\n").Append(math).Append("```\n");
        }
        else if (formulas.Count > 1 && MostCharacters > 0)
        {
            foreach (var formula in formulas) Write(text, [formula]);
        }
        else
        {
            var layout = new TextLayout(_plain, width);
            text.Append("\n```text\n");
            foreach (var line in formulas.SelectMany(layout.Formula)) text.Append(string.Concat(line.Select(span => span.Text)).TrimEnd()).Append('\n');
            text.Append("```\n");
        }
    }

    private void Write(StringBuilder text, ExplanationTable table)
    {
        string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";
        text.Append("\n**").Append(Escape(table.Caption)).Append("**\n\n");
        text.Append(Line(table.Columns.Select(Cell)));
        text.Append(Line(table.Columns.Select((_, column) => table.Rows.Any(row => row[column] is Number) ? "---:" : "---")));
        for (int row = 0; row < table.Rows.Count; row++)
        {
            bool summary = row >= table.Rows.Count - table.SummaryRows;
            text.Append(Line(table.Rows[row].Select(cell => Cell(cell) is { Length: > 0 } shown && summary ? $"**{shown}**" : Cell(cell))));
        }
    }

    private string Cell(Expression cell) => Escape(_plain.Emit(cell));

    /// <summary>Text in which nothing is markup, a mention or a reference.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder();
        var runes = text.EnumerateRunes().ToArray();
        for (int index = 0; index < runes.Length; index++)
        {
            Rune rune = runes[index];
            escaped.Append(rune.Value switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '@' => "&#64;",
                '$' => "&#36;",
                '|' => "&#124;",
                ':' when index + 1 < runes.Length && runes[index + 1].Value != ' ' => "&#58;",
                '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '~' or '!' => "\\" + rune,
                _ when CharacterWidth.IsControl(rune) => " ",
                _ => rune.ToString(),
            });
        }
        return escaped.ToString();
    }
}

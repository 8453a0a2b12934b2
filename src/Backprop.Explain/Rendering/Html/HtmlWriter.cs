using System.Text;

namespace Backprop.Explain;

/// <summary>Steps as HTML: headings, paragraphs, MathML and tables.</summary>
/// <param name="precision">Significant digits.</param>
internal sealed class HtmlWriter(int precision)
{
    private readonly MathMlEmitter _formulas = new(precision);

    public string Step(ExplanationStep step, int level)
    {
        var text = new StringBuilder(StepView.Text($"<h{level}>{MarkupText.Escape(step.Heading)}</h{level}>\n"));
        foreach (string remark in step.Remarks) text.Append("<p>").Append(MarkupText.Escape(remark)).Append("</p>\n");
        foreach (var formula in step.Formulas)
        {
            text.Append("<div class=\"formula\">").Append(_formulas.Emit(formula));
            if (formula.Note.Length > 0) text.Append("<span class=\"note\">").Append(MarkupText.Escape(formula.Note)).Append("</span>");
            text.Append("</div>\n");
        }
        foreach (var table in step.Tables) text.Append(Table(table));
        return text.ToString();
    }

    public string Table(ExplanationTable table)
    {
        var headings = table.Columns.Select((column, i) => new HtmlCell(Markup(column), table.Rows.Any(row => row[i] is Number)));
        var rows = table.Rows.Select(row => row.Select((cell, i) => new HtmlCell(Markup(cell), i > 0 && cell is Number)).ToArray());
        return HtmlTable.Write(table.Caption, [.. headings], [.. rows], table.SummaryRows);
    }

    private string Markup(Expression cell) => cell is Words words ? MarkupText.Escape(words.Text) : $"<math>{_formulas.Emit(cell)}</math>";
}

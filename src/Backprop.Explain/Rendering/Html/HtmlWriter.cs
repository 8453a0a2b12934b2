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
        var text = new StringBuilder("<div class=\"table\"><table><caption>").Append(MarkupText.Escape(table.Caption)).Append("</caption><thead><tr>");
        for (int column = 0; column < table.Columns.Count; column++)
            text.Append(table.Rows.Any(row => row[column] is Number) ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">").Append(Cell(table.Columns[column])).Append("</th>");
        text.Append("</tr></thead><tbody>\n");
        for (int row = 0; row < table.Rows.Count; row++)
        {
            text.Append(row >= table.Rows.Count - table.SummaryRows ? "<tr class=\"summary\">" : "<tr>");
            for (int column = 0; column < table.Columns.Count; column++)
            {
                string tag = column == 0 ? "th scope=\"row\"" : table.Rows[row][column] is Number ? "td class=\"number\"" : "td";
                text.Append('<').Append(tag).Append('>').Append(Cell(table.Rows[row][column])).Append(column == 0 ? "</th>" : "</td>");
            }
            text.Append("</tr>\n");
        }
        return text.Append("</tbody></table></div>\n").ToString();
    }

    private string Cell(Expression cell) => cell is Words words ? MarkupText.Escape(words.Text) : $"<math>{_formulas.Emit(cell)}</math>";
}

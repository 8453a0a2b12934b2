using System.Text;

namespace Backprop.Explain;

/// <summary>A cell or a heading: its markup, and how it stands.</summary>
/// <param name="Html">Markup, escaped already.</param>
/// <param name="IsNumber">Whether it stands at the right, as numbers do.</param>
internal readonly record struct HtmlCell(string Html, bool IsNumber = false)
{
    /// <summary>Further attributes of the cell, such as its style.</summary>
    public string Attributes { get; init; } = "";

    /// <summary>Text, whatever it holds.</summary>
    public static HtmlCell Text(string text) => new(MarkupText.Escape(text));

    /// <summary>A number as text.</summary>
    public static HtmlCell Number(string text) => new(MarkupText.Escape(text), IsNumber: true);
}

/// <summary>Tables as HTML: with caption, headings of columns, and the first cell as the heading of its row.</summary>
internal static class HtmlTable
{
    /// <param name="caption">What the table shows, as text.</param>
    /// <param name="columns">The headings.</param>
    /// <param name="rows">A cell for each heading.</param>
    /// <param name="summaryRows">How many of the last rows sum up the others, and are set apart.</param>
    public static string Write(string caption, IReadOnlyList<HtmlCell> columns, IReadOnlyList<IReadOnlyList<HtmlCell>> rows, int summaryRows = 0)
    {
        var text = new StringBuilder("<div class=\"table\"><table><caption>").Append(MarkupText.Escape(caption)).Append("</caption><thead><tr>");
        foreach (var column in columns) Append(text, "th scope=\"col\"", column, "th");
        text.Append("</tr></thead><tbody>\n");
        for (int row = 0; row < rows.Count; row++)
        {
            text.Append(row >= rows.Count - summaryRows ? "<tr class=\"summary\">" : "<tr>");
            for (int column = 0; column < columns.Count; column++)
                Append(text, column == 0 ? "th scope=\"row\"" : "td", rows[row][column], column == 0 ? "th" : "td");
            text.Append("</tr>\n");
        }
        return text.Append("</tbody></table></div>\n").ToString();
    }

    private static void Append(StringBuilder text, string tag, HtmlCell cell, string end) =>
        text.Append('<').Append(tag).Append(cell.IsNumber ? " class=\"number\"" : "").Append(cell.Attributes).Append('>').Append(cell.Html).Append("</").Append(end).Append('>');
}

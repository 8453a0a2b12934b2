using System.Globalization;

namespace Backprop.Explain;

/// <summary>Which classes are taken for which.</summary>
internal static class ConfusionSection
{
    private const int MostClasses = 25, MostPairs = 15, LongestHeading = 12;

    public static ReportSection Of(ClassificationAssessment classes) => new("confusion", "Which class is taken for which",
        classes.Classes.Count <= MostClasses
            ? ReportSection.Paragraph("A row is what the class really is, a column what was answered; right answers stand on the diagonal, in bold. The stronger its colour, the larger a cell's share of the row.") + Matrix(classes)
            : ReportSection.Paragraph($"A matrix of {ReportNumber.Count(classes.Classes.Count, "class")} could not be read; these are the pairs that are confused most.") + Pairs(classes));

    private static string Matrix(ClassificationAssessment classes)
    {
        HtmlCell[] columns =
        [
            new("really ↓ answered →"),
            .. classes.Classes.Select(c => new HtmlCell(MarkupText.Escape(MarkupText.Shortened(ReportText.Named(c.Name), LongestHeading)), IsNumber: true) { Attributes = Title(c.Name) }),
            new("rows", IsNumber: true),
        ];
        var rows = classes.Confusion.Select((counts, actual) => (IReadOnlyList<HtmlCell>)[
            ReportText.NameCell(classes.Classes[actual].Name),
            .. counts.Select((count, answered) => Cell(count, counts.Sum(), actual == answered)),
            HtmlCell.Number(ReportNumber.Count(counts.Sum()))]);
        return HtmlTable.Write("Confusion matrix: rows of the data", columns, [.. rows]);
    }

    private static HtmlCell Cell(int count, int all, bool isRight)
    {
        string share = string.Create(CultureInfo.InvariantCulture, $"{(all == 0 ? 0 : 100.0 * count / all):0.#}%");
        string text = count == 0 ? "·" : ReportNumber.Count(count);
        return new HtmlCell(isRight ? $"<strong>{text}</strong>" : text, IsNumber: true)
        {
            Attributes = count == 0 ? "" : $" data-kind=\"{(isRight ? "right" : "wrong")}\" style=\"--share:{share}\" title=\"{share} of the row\"",
        };
    }

    private static string Pairs(ClassificationAssessment classes)
    {
        var pairs = (
            from actual in Enumerable.Range(0, classes.Classes.Count)
            from answered in Enumerable.Range(0, classes.Classes.Count)
            where actual != answered && classes.Confusion[actual][answered] > 0
            orderby classes.Confusion[actual][answered] descending
            select (IReadOnlyList<HtmlCell>)[
                ReportText.NameCell(classes.Classes[actual].Name), ReportText.NameCell(classes.Classes[answered].Name),
                HtmlCell.Number(ReportNumber.Count(classes.Confusion[actual][answered]))]).Take(MostPairs).ToArray();
        return pairs.Length == 0 ? ReportSection.Paragraph("No class is taken for another.") : HtmlTable.Write("The pairs that are confused most", [new("really"), new("answered"), new("rows", IsNumber: true)], pairs);
    }

    private static string Title(string name) => $" title=\"{MarkupText.Escape(MarkupText.Shortened(ReportText.Named(name), ReportText.LongestTitle))}\"";
}

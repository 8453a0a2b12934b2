namespace Backprop.Explain;

/// <summary>Precision, recall and F1 of each class, with the areas under its curves.</summary>
internal static class ClassSection
{
    private const int MostClasses = 50;

    public static ReportSection Of(ClassificationAssessment classes)
    {
        var entries = classes.Classes.Select((quality, c) => (Quality: quality, Curve: CurveOf(classes, c))).ToList();
        bool all = entries.Count <= MostClasses;
        var shown = all ? entries : [.. entries.OrderBy(entry => entry.Quality.F1).Take(MostClasses)];
        HtmlCell[] columns =
        [
            new("class"), new("rows", true), new("precision", true), new("recall", true), new("F1", true), new("ROC AUC", true), new("average precision", true),
        ];
        var rows = shown.Select(entry => (IReadOnlyList<HtmlCell>)[
            ReportText.NameCell(entry.Quality.Name),
            HtmlCell.Number(ReportNumber.Count(entry.Quality.Rows)),
            .. new[] { entry.Quality.Precision, entry.Quality.Recall, entry.Quality.F1, CurveArea.Roc(entry.Curve), CurveArea.AveragePrecision(entry.Curve) }
                .Select(value => HtmlCell.Number(ReportNumber.InColumn(value)))]);
        return new("classes", "Each class",
            ReportSection.Paragraph("Precision: of the rows that were answered with the class, the share that is of it. Recall: of the rows of the class, the share that was found. F1 is high only where both are.")
            + HtmlTable.Write(all ? "Each class" : $"The {MostClasses} classes with the lowest F1 of {ReportNumber.Count(entries.Count)}", columns, [.. rows]));
    }

    /// <summary>The curve of a class against the others; of two classes only the second has one.</summary>
    private static IReadOnlyList<CurveStep>? CurveOf(ClassificationAssessment classes, int c) =>
        classes.Classes.Count > 2 ? classes.Curves[c] : c == 1 ? classes.Curves[0] : null;
}

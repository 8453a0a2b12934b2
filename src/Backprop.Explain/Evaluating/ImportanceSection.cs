namespace Backprop.Explain;

/// <summary>Which columns the model relies on.</summary>
internal static class ImportanceSection
{
    private const int MostBars = 20, MostRows = 50;

    public static ReportSection Of(EvaluationReport report) => new("importance", "Which columns matter", report.Options.Importance switch
    {
        null => ReportSection.Paragraph("It was not measured."),
        { Ranked.Count: 0 } => ReportSection.Paragraph("The measurement was stopped before any column was done."),
        { } importance => Text(importance) + (PixelGrid.Of(report.Data.FeatureNames) is { } grid && report.Model.Schema.Columns is null ? Map(importance, grid) : Bars(importance)) + Table(importance),
    });

    private static string Text(PermutationImportance importance)
    {
        int done = importance.Columns.Max(column => column.LossIncreases.Count);
        string stopped = importance.IsComplete ? "" : $" The measurement was stopped: of {ReportNumber.Count(importance.Repeats, "repeat")}, at most {ReportNumber.Count(done)} were done, and {ReportNumber.Count(importance.Columns.Count(column => column.LossIncreases.Count == 0))} columns were not measured.";
        return ReportSection.Paragraph(
            $"The cells of one column are dealt out to the rows anew, {ReportNumber.Count(done, "time")}, and the loss is measured again (permutation importance). "
            + "The more it grows, the more the model relies on the column. Columns that say the same stand in for each other, so that each of them alone seems less important than it is." + stopped);
    }

    private static string Bars(PermutationImportance importance)
    {
        var shown = importance.Ranked.Take(MostBars).ToList();
        string said = $"The most important column is {ReportText.Quoted(shown[0].Name)}: without it the loss grows by {ReportNumber.Of(shown[0].LossIncrease)}.";
        string rest = importance.Ranked.Count > MostBars ? $" The first {MostBars} of {ReportNumber.Count(importance.Ranked.Count, "column")}." : "";
        return ReportSection.Figure(
            BarList.Draw("importance-bars", "How much the loss grows without a column", said, [.. shown.Select(column => new NamedBar(column.Name, column.LossIncrease, column.LossSpread))]),
            $"How much the loss grows: the mean of the repeats, and one standard deviation of them to both sides.{rest}");
    }

    private static string Map(PermutationImportance importance, PixelGrid grid)
    {
        double most = Math.Max(importance.Columns.Max(column => double.IsNaN(column.LossIncrease) ? 0 : column.LossIncrease), double.Epsilon);
        return ReportSection.Figure(
            PixelMap.Draw("importance-map", "How much the loss grows without a pixel", $"The most important pixel is {importance.Ranked[0].Name}.", grid.Columns,
                [.. importance.Columns.Select(column => double.IsNaN(column.LossIncrease) ? 0 : column.LossIncrease / most)]),
            "The stronger the colour of a pixel, the more the loss grows without it.", "map");
    }

    private static string Table(PermutationImportance importance)
    {
        string metric = importance.Evaluation is ClassificationEvaluation ? "accuracy" : "R²";
        bool anyUnused = importance.Ranked.Any(column => !column.IsUsed);
        HtmlCell[] columns = [new("column"), new("loss grows by", IsNumber: true), new("±", IsNumber: true), new($"{metric} falls by", IsNumber: true), new("±", IsNumber: true), .. anyUnused ? [new("remark")] : Array.Empty<HtmlCell>()];
        var rows = importance.Ranked.Take(MostRows).Select(column => (IReadOnlyList<HtmlCell>)[
            ReportText.NameCell(column.Name),
            .. new[] { column.LossIncrease, column.LossSpread, column.MetricDecrease, column.MetricSpread }.Select(value => HtmlCell.Number(ReportNumber.InColumn(value))),
            .. anyUnused ? [new(column.IsUsed ? "" : "left out by the model")] : Array.Empty<HtmlCell>()]);
        string which = importance.Ranked.Count > MostRows ? $", the first {MostRows} of {ReportNumber.Count(importance.Ranked.Count)}" : "";
        return HtmlTable.Write($"Importance of the columns{which}", columns, [.. rows]);
    }
}

using Backprop.Data;

namespace Backprop.Explain;

/// <summary>The worst mistakes, with their rows as the file has them.</summary>
internal static class MistakeSection
{
    private const int MostColumns = 12;

    public static ReportSection Of(EvaluationReport report)
    {
        bool classes = report.Data.IsClassification;
        string heading = classes ? "The mistakes it is surest of" : "The largest errors";
        if (report.Mistakes.Count == 0) return new("mistakes", heading, ReportSection.Paragraph("There are none: every answer is right."));
        var raw = report.Raw ?? Features(report);
        int[] columns = Shown(report, raw.Names);
        string which = columns.Length == MostColumns && raw.Names.Count > MostColumns ? $" {columns.Length} of {ReportNumber.Count(raw.Names.Count, "column")} are shown{(report.Options.Importance is null ? "" : ", the most important first")}." : "";
        bool areImages = PixelGrid.Of(report.Data.FeatureNames) is not null && report.Raw is null;
        string text = (classes ? "Wrong answers, the most confident first: wrong labels, rare cases, or what the model has not understood." : "Rows by how far the prediction is off: outliers, wrong entries, or what the model has not understood.")
            + (areImages ? "" : report.Raw is null ? " Beside them the features that the model was given." : " Beside them the cells of the file.") + (areImages ? "" : which);
        HtmlCell[] headings = [new(report.Raw is null ? "row of the data" : "row of the file"), .. classes ? ClassHeadings() : NumberHeadings(report), .. areImages ? [new("image")] : columns.Select(column => ReportText.NameCell(raw.Names[column]))];
        var rows = report.Mistakes.Select((mistake, i) => (IReadOnlyList<HtmlCell>)[
            HtmlCell.Text(ReportNumber.Count(raw.Rows[i].Number)), .. classes ? Classes(report, mistake) : Numbers(report, mistake),
            .. areImages ? [Image(report, mistake, i)] : columns.Select(column => ReportText.RawCell(raw.Rows[i].Cells[column]))]);
        return new("mistakes", heading, ReportSection.Paragraph(text) + HtmlTable.Write(heading, headings, [.. rows]));
    }

    /// <summary>The rows as the model was given them.</summary>
    private static RawRows Features(EvaluationReport report) => new(report.Data.FeatureNames, [.. report.Mistakes.Select(mistake =>
        new RawRow(mistake.Row + 1, [.. report.Data.Input(mistake.Row).ToArray().Select(value => ReportNumber.Of(value))]))]);

    /// <summary>All columns where they are few, otherwise the most important ones.</summary>
    private static int[] Shown(EvaluationReport report, IReadOnlyList<string> names)
    {
        // The target stands beside the answer already.
        int[] all = [.. Enumerable.Range(0, names.Count).Where(column => report.Raw is null || !report.Data.TargetNames.Contains(names[column]))];
        if (all.Length <= MostColumns) return all;
        var rank = (report.Options.Importance?.Ranked ?? []).Select((column, place) => (column.Name, place)).ToDictionary(entry => entry.Name, entry => entry.place, StringComparer.Ordinal);
        return [.. all.OrderBy(column => rank.GetValueOrDefault(names[column], int.MaxValue)).Take(MostColumns)];
    }

    private static HtmlCell[] ClassHeadings() => [new("really"), new("answered"), new("output of the answer", IsNumber: true), new("of what it really is", IsNumber: true)];

    private static HtmlCell[] Classes(EvaluationReport report, Mistake mistake)
    {
        int label = report.Data.Label(mistake.Row), answer = Mistake.Answer(mistake.Outputs);
        return [
            ReportText.NameCell(report.Data.ClassNames![label]), ReportText.NameCell(report.Data.ClassNames[answer]),
            HtmlCell.Number(ReportNumber.InColumn(mistake.Outputs[answer])), HtmlCell.Number(ReportNumber.InColumn(mistake.Outputs[label]))];
    }

    private static HtmlCell[] NumberHeadings(EvaluationReport report) =>
        report.Data.Outputs == 1 ? [new("true", IsNumber: true), new("predicted", IsNumber: true), new("true − predicted", IsNumber: true)] : [new("farthest target"), new("true", IsNumber: true), new("predicted", IsNumber: true)];

    private static HtmlCell[] Numbers(EvaluationReport report, Mistake mistake)
    {
        float[] target = new float[report.Data.Outputs];
        report.Data.CopyTarget(mistake.Row, target);
        int farthest = Enumerable.Range(0, target.Length).MaxBy(output => Math.Abs((double)target[output] - mistake.Outputs[output]));
        HtmlCell[] numbers = [HtmlCell.Number(ReportNumber.Of(target[farthest])), HtmlCell.Number(ReportNumber.Of(mistake.Outputs[farthest]))];
        return target.Length == 1 ? [.. numbers, HtmlCell.Number(ReportNumber.Of((double)target[0] - mistake.Outputs[0]))] : [ReportText.NameCell(report.Data.TargetNames[farthest]), .. numbers];
    }

    private static HtmlCell Image(EvaluationReport report, Mistake mistake, int number)
    {
        float[] pixels = report.Data.Input(mistake.Row).ToArray();
        double low = pixels.Min(), range = Math.Max(pixels.Max() - low, float.Epsilon);
        string drawing = PixelMap.Draw(
            FormattableString.Invariant($"image{number}"), "the image", $"The image of row {ReportNumber.Count(mistake.Row + 1)}.",
            PixelGrid.Of(report.Data.FeatureNames)!.Columns, [.. pixels.Select(pixel => (pixel - low) / range)]);
        return new HtmlCell(drawing) { Attributes = " class=\"image\"" };
    }
}

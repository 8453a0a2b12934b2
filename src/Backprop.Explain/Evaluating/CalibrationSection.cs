namespace Backprop.Explain;

/// <summary>Whether what is called probable comes true as often.</summary>
internal static class CalibrationSection
{
    public static ReportSection Of(EvaluationReport report, ClassificationAssessment classes)
    {
        if (classes.Calibration.Count == 0)
            return new("calibration", "Calibration", ReportSection.Paragraph("The outputs of this network are no probabilities (its last layer is no softmax), so there is nothing to calibrate."));
        string whose = classes.Classes.Count == 2 ? $"the probability of {ReportText.Quoted(report.Data.ClassNames![1])}" : "the probability of the class that is answered";
        int largest = classes.Calibration.Max(bin => bin.Rows);
        double gap = classes.Calibration.Sum(bin => (double)bin.Rows * Math.Abs(bin.Predicted - bin.Actual)) / classes.Rows;
        string said = $"On average {whose} is {ReportNumber.Percent(gap)} away from how often it comes true.";
        var frame = new ChartFrame("calibration", "Calibration", said, Axis.OfShares(classes.Classes.Count == 2 ? "probability of the class" : "probability of the answer"), Axis.OfShares("share that came true"));
        // Counts as bars at the bottom, a quarter of the height: few rows, little weight.
        foreach (var (bin, low) in classes.Calibration.Select(bin => (bin, Math.Clamp((Math.Ceiling(bin.Predicted * 10) - 1) / 10, 0, 0.9))))
            frame.Bar(low + 0.01, low + 0.09, 0, 0.25 * bin.Rows / largest, "count", ReportNumber.Count(bin.Rows, "row"));
        frame.Line(frame.X(0), frame.Y(0), frame.X(1), frame.Y(1), "guess");
        LineChart.Draw(frame, [new Series("", [.. classes.Calibration.Select(bin => (bin.Predicted, bin.Actual))])], legendAtTop: true, legendAtRight: false);
        foreach (var bin in classes.Calibration)
            frame.Dot(bin.Predicted, bin.Actual, "mark", $"{ReportNumber.Percent(bin.Predicted)} predicted, {ReportNumber.Percent(bin.Actual)} came true, {ReportNumber.Count(bin.Rows, "row")}");
        HtmlCell[] columns = [new("predicted"), new("came true", IsNumber: true), new("rows", IsNumber: true)];
        var rows = classes.Calibration.Select(bin => (IReadOnlyList<HtmlCell>)[HtmlCell.Text(ReportNumber.Percent(bin.Predicted)), HtmlCell.Number(ReportNumber.Percent(bin.Actual)), HtmlCell.Number(ReportNumber.Count(bin.Rows))]);
        return new("calibration", "Calibration",
            ReportSection.Paragraph($"Rows by tenths of {whose}. Of rows that are given 70\u00A0%, 70\u00A0% should come true. {said}")
            + ReportSection.Beside(
                ReportSection.Figure(frame.Close(), "Dots on the thin line are right; below it the model is too sure, above it not sure enough. The bars at the bottom count the rows."),
                HtmlTable.Write("Calibration by tenths", columns, [.. rows])));
    }
}

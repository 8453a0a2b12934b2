namespace Backprop.Explain;

/// <summary>The ROC curves and those of precision and recall: what every threshold would do.</summary>
internal static class CurveSection
{
    public static ReportSection Of(ClassificationAssessment classes)
    {
        var named = classes.Curves.Select((curve, i) => (classes.Classes[classes.Classes.Count > 2 ? i : 1].Name, Curve: curve))
            .Where(entry => double.IsFinite(CurveArea.Roc(entry.Curve))).ToList();
        if (named.Count == 0) return new("curves", "Thresholds", ReportSection.Paragraph("All rows are of one class: there is nothing to tell apart, and no curve."));
        bool all = named.Count <= LineChart.MostLines;
        var shown = all ? named : [.. named.OrderBy(entry => CurveArea.Roc(entry.Curve)).Take(LineChart.MostLines)];
        string which = classes.Classes.Count == 2 ? $"of {ReportText.Quoted(named[0].Name)}"
            : all ? "of each class against the others" : $"of the {LineChart.MostLines} classes, of {ReportNumber.Count(named.Count)}, that are told from the others worst";
        return new("curves", "Thresholds",
            ReportSection.Paragraph("A class may be answered from a lower or a higher output on: each point of a curve is one such threshold.")
            + ReportSection.Beside(Roc(shown, which), Precision(shown, which)));
    }

    private static string Roc(IReadOnlyList<(string Name, IReadOnlyList<CurveStep> Curve)> shown, string which)
    {
        string areas = string.Join(", ", shown.Select(entry => $"{ReportText.Quoted(entry.Name)} {ReportNumber.InColumn(CurveArea.Roc(entry.Curve))}"));
        var frame = new ChartFrame("roc", $"ROC curve {which}", $"Areas under the curves: {areas}.", Axis.OfShares("false alarms: share of the other rows"), Axis.OfShares("share of the class found"));
        frame.Line(frame.X(0), frame.Y(0), frame.X(1), frame.Y(1), "guess");
        LineChart.Draw(frame, [.. shown.Select(entry => new Series(entry.Name, [.. entry.Curve.Select(step => (step.FalsePositiveRate, step.Recall))]))], legendAtTop: false, legendAtRight: true);
        return ReportSection.Figure(frame.Close(), $"ROC {which}. The nearer to the top left corner, the better; the thin line is what guessing gives.");
    }

    private static string Precision(IReadOnlyList<(string Name, IReadOnlyList<CurveStep> Curve)> shown, string which)
    {
        string areas = string.Join(", ", shown.Select(entry => $"{ReportText.Quoted(entry.Name)} {ReportNumber.InColumn(CurveArea.AveragePrecision(entry.Curve))}"));
        var frame = new ChartFrame("precision", $"Precision and recall {which}", $"Average precisions: {areas}.", Axis.OfShares("recall: share of the class found"), Axis.OfShares("precision: share that is right"));
        LineChart.Draw(frame, [.. shown.Select(entry => new Series(entry.Name, [.. Steps(entry.Curve)]))], legendAtTop: false, legendAtRight: false);
        return ReportSection.Figure(frame.Close(), $"Precision and recall {which}. The nearer to the top right corner, the better.");
    }

    /// <summary>Between two thresholds there is none: the curve goes in steps, as average precision counts it.</summary>
    private static IEnumerable<(double X, double Y)> Steps(IReadOnlyList<CurveStep> curve)
    {
        for (int i = 0; i < curve.Count; i++)
        {
            if (i > 0) yield return (curve[i - 1].Recall, curve[i].Precision);
            yield return (curve[i].Recall, curve[i].Precision);
        }
    }
}

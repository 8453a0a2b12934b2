namespace Backprop.Explain;

/// <summary>Predictions beside what was true, and how far they are off.</summary>
internal static class ResidualSection
{
    private const int Bars = 30;
    private const double Tail = 0.005;

    public static ReportSection Of(EvaluationReport report, RegressionAssessment numbers)
    {
        string target = report.Data.TargetNames.Count == 1 ? ReportText.Named(report.Data.TargetNames[0]) : "target";
        HtmlCell[] columns = [new("of the rows"), new("true − predicted is at most", IsNumber: true)];
        var rows = RegressionAssessment.Shares.Zip(numbers.Residuals).Select(pair => (IReadOnlyList<HtmlCell>)[HtmlCell.Text(ReportNumber.Percent(pair.First)), HtmlCell.Number(ReportNumber.Of(pair.Second))]);
        return new("residuals", "Predictions and residuals",
            ReportSection.Beside(Predictions(numbers, target), Residuals(numbers, target))
            + ReportSection.Beside(Histogram(numbers), HtmlTable.Write("Quantiles of the residuals", columns, [.. rows])));
    }

    private static string Predictions(RegressionAssessment numbers, string target)
    {
        var axis = Axis.Around("", numbers.Points.Select(point => (double)point.Target), numbers.Points.Select(point => (double)point.Predicted));
        var frame = new ChartFrame("predictions", "Predicted against true", $"R² is {ReportNumber.Of(numbers.Scores.R2)}: 1 would put every row on the diagonal.", axis with { Label = $"true {target}" }, axis with { Label = "predicted" });
        PointCloud.Draw(frame, [.. numbers.Points.Select(point => ((double)point.Target, (double)point.Predicted))]);
        frame.Line(frame.X(axis.Low), frame.Y(axis.Low), frame.X(axis.High), frame.Y(axis.High), "guess");
        return ReportSection.Figure(frame.Close(), $"{Shown(numbers)} On the thin line the prediction is what was true.");
    }

    private static string Residuals(RegressionAssessment numbers, string target)
    {
        (double X, double Y)[] points = [.. numbers.Points.Select(point => ((double)point.Predicted, (double)point.Target - point.Predicted))];
        var frame = new ChartFrame("errors", "Residuals against predictions", $"Half of the residuals lie between {ReportNumber.Of(numbers.Residuals[2])} and {ReportNumber.Of(numbers.Residuals[4])}.",
            Axis.Around($"predicted {target}", points.Select(point => point.X)), Axis.Around("true − predicted", points.Select(point => point.Y)));
        PointCloud.Draw(frame, points);
        frame.Line(frame.X(double.NegativeInfinity), frame.Y(0), frame.X(double.PositiveInfinity), frame.Y(0), "guess");
        return ReportSection.Figure(frame.Close(), "A cloud around the thin line that is as wide everywhere is good; a bow or a funnel says what the model has not learned.");
    }

    private static string Histogram(RegressionAssessment numbers)
    {
        double[] sorted = [.. numbers.Points.Select(point => (double)point.Target - point.Predicted).Order()];
        int cut = (int)(sorted.Length * Tail);
        double[] kept = sorted[cut..(sorted.Length - cut)];
        var x = Axis.Around("true − predicted", kept);
        var counts = new long[Bars];
        foreach (double residual in kept) counts[Math.Min((int)(x.Place(residual) * Bars), Bars - 1)]++;
        string left = cut == 0 ? "" : $" The farthest {ReportNumber.Count(2L * cut, "row")}, half of them at each end, are left out.";
        var frame = new ChartFrame("histogram", "How often which residual", $"The median is {ReportNumber.Of(numbers.Residuals[3])}.{left}", x, Axis.Around("rows", [0.0], counts.Select(count => (double)count)));
        double width = (x.High - x.Low) / Bars;
        for (int bar = 0; bar < Bars; bar++)
            if (counts[bar] > 0)
                frame.Bar(x.Low + (bar * width), x.Low + ((bar + 1) * width), 0, counts[bar], "count", $"{ReportNumber.Count(counts[bar], "row")} from {ReportNumber.Of(x.Low + (bar * width))} on");
        frame.Line(frame.X(0), frame.Y(double.NegativeInfinity), frame.X(0), frame.Y(double.PositiveInfinity), "guess");
        return ReportSection.Figure(frame.Close(), $"How often which residual.{left}");
    }

    private static string Shown(RegressionAssessment numbers) => numbers.Points.Count <= PointCloud.MostPoints
        ? $"Each of {ReportNumber.Count(numbers.Points.Count, "point")}."
        : $"{ReportNumber.Count(numbers.Points.Count, "point")}, counted by squares: the stronger the colour, the more.";
}

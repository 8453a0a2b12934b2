namespace Backprop.Explain;

/// <summary>How the losses went, epoch by epoch.</summary>
internal static class TrainingSection
{
    public static ReportSection Of(EvaluationReport report) => new("training", "Training", report.Model.Training switch
    {
        null => ReportSection.Paragraph("The model's file does not say how it was trained."),
        { Curve.Count: 0 } => ReportSection.Paragraph("No epoch was completed."),
        { } training => Curve(training) + Facts(training),
    });

    private static string Curve(TrainingRecord training)
    {
        (double, double)[] train = [.. training.Curve.Select((point, i) => (i + 1.0, point.TrainLoss))];
        (double, double)[] validation = [.. training.Curve.Select((point, i) => (i + 1.0, point.ValidationLoss ?? double.NaN))];
        bool hasValidation = training.Curve.Any(point => point.ValidationLoss is not null);
        var y = Axis.AroundFactors("loss", train.Select(point => point.Item2), validation.Select(point => point.Item2));
        var x = Axis.Around("epoch", [1.0, training.Curve.Count]);
        string said = $"From {ReportNumber.Of(train[0].Item2)} to {ReportNumber.Of(train[^1].Item2)} on the training data"
            + (hasValidation ? $", and to {ReportNumber.Of(validation[^1].Item2)} on the validation data" : "") + $", in {ReportNumber.Count(train.Length, "epoch")}.";
        var frame = new ChartFrame("curve", "Loss by epoch", said, x, y);
        LineChart.Draw(frame, hasValidation ? [new Series("training", train), new Series("validation", validation)] : [new Series("training", train)], legendAtTop: true, legendAtRight: true);
        if (training.BestEpoch is var best && best >= 1 && best <= train.Length)
            frame.Dot(best, hasValidation && training.Curve[best - 1].ValidationLoss is { } loss ? loss : train[best - 1].Item2, "mark", $"epoch {best}, whose weights the model has");
        return ReportSection.Figure(frame.Close(), $"{said} The dot is epoch {training.BestEpoch}, whose weights the model has.{(y.IsLogarithmic ? " The scale of the loss is logarithmic." : "")}");
    }

    private static string Facts(TrainingRecord training)
    {
        HtmlCell[][] rows =
        [
            [new("data"), HtmlCell.Text(MarkupText.Shortened(training.Data, ReportText.LongestTitle))],
            [new("rows"), HtmlCell.Text($"{ReportNumber.Count(training.TrainingRows)} to learn from, {ReportNumber.Count(training.ValidationRows)} for validation")],
            [new("optimizer"), HtmlCell.Text($"{training.Optimizer.Name}, learning rate {ReportNumber.Of(training.LearningRate)}")],
            [new("batch"), HtmlCell.Text(training.BatchSize is { } size ? ReportNumber.Count(size, "row") : "all rows")],
            [new("stopped"), HtmlCell.Text($"{StopReasonNames.Of(training.StopReason)} after {ReportNumber.Count(training.Curve.Count, "epoch")} of at most {ReportNumber.Count(training.Epochs)}")],
            [new("seed"), HtmlCell.Text(training.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        ];
        return HtmlTable.Write("How the model was trained", [new("what"), new("value")], rows);
    }
}

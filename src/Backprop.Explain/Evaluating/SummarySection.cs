namespace Backprop.Explain;

/// <summary>How good the model is, in a sentence, and its scores beside those of the baseline.</summary>
internal static class SummarySection
{
    public static ReportSection Of(EvaluationReport report)
    {
        string sentence = report.Assessment switch
        {
            ClassificationAssessment classes => Sentence(classes),
            RegressionAssessment numbers => Sentence(numbers, report.Data.TargetNames),
            _ => "",
        };
        HtmlCell[] columns = [new("score"), new("model", IsNumber: true), new("baseline", IsNumber: true), new("what it says")];
        var rows = report.Assessment.Lines.Select(line => (IReadOnlyList<HtmlCell>)[
            HtmlCell.Text(line.Name), HtmlCell.Number(ReportNumber.InColumn(line.OfModel)), HtmlCell.Number(ReportNumber.InColumn(line.OfBaseline)), HtmlCell.Text(line.Meaning)]);
        return new("summary", "Summary",
            ReportSection.Paragraph(sentence, "lead")
            + HtmlTable.Write($"Scores on {ReportNumber.Count(report.Assessment.Rows, "row")}; baseline: {report.Assessment.BaselineMeaning}", columns, [.. rows])
            + ReportSection.Paragraph($"The network {report.Model.Network} learned from {(report.Model.Training is { } training ? $"{ReportNumber.Count(training.TrainingRows, "row")} of {MarkupText.Shortened(training.Data, ReportText.LongestTitle)}" : "data that are not known")}."));
    }

    private static string Sentence(ClassificationAssessment classes)
    {
        var common = classes.Classes.MaxBy(c => c.Rows)!;
        int right = classes.Confusion.Select((row, c) => row[c]).Sum();
        string verdict = classes.Scores.Accuracy > classes.Baseline.Accuracy ? "" : " So far the model is no better than that.";
        return $"{ReportNumber.Percent(classes.Scores.Accuracy)} of the answers are right: {ReportNumber.Count(right)} of {ReportNumber.Count(classes.Rows)}. "
            + $"Always {ReportText.Quoted(common.Name)}, the commonest class, would be right for {ReportNumber.Percent(classes.Baseline.Accuracy)}.{verdict}";
    }

    private static string Sentence(RegressionAssessment numbers, IReadOnlyList<string> targets)
    {
        string what = targets.Count == 1 ? ReportText.Quoted(targets[0]) : $"the {targets.Count} targets, taken together,";
        string verdict = numbers.Scores.R2 > 0 ? "" : " So far the model is no better than that.";
        return $"The predictions of {what} are off by {ReportNumber.Of(numbers.Scores.MeanAbsoluteError)} on average (R² = {ReportNumber.Of(numbers.Scores.R2)}). "
            + $"Always the mean would be off by {ReportNumber.Of(numbers.Baseline.MeanAbsoluteError)}.{verdict}";
    }
}

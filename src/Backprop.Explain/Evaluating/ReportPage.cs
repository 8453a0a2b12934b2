using System.Text;

namespace Backprop.Explain;

/// <summary>The page of a report: its sections in their order, and a list of them at its head.</summary>
internal static class ReportPage
{
    public static string Render(EvaluationReport report)
    {
        ReportSection[] sections =
        [
            SummarySection.Of(report),
            .. report.Assessment switch
            {
                ClassificationAssessment classes => ClassSections(report, classes),
                RegressionAssessment numbers => [ResidualSection.Of(report, numbers)],
                _ => [],
            },
            MistakeSection.Of(report),
            ImportanceSection.Of(report),
            TrainingSection.Of(report),
        ];
        return PageTemplate.Fill("report.html", new Dictionary<string, Func<string>>
        {
            ["style"] = () => PageTemplate.Resource("report.css"),
            ["title"] = () => MarkupText.Escape($"{MarkupText.Shortened(report.Options.ModelName, ReportText.LongestTitle)} on {MarkupText.Shortened(report.Data.Name, ReportText.LongestTitle)}"),
            ["contents"] = () => string.Concat(sections.Select(section => $"<li><a href=\"#{section.Id}\">{MarkupText.Escape(section.Heading)}</a></li>\n")),
            ["sections"] = () => string.Concat(sections.Select(Markup)),
        });
    }

    private static ReportSection[] ClassSections(EvaluationReport report, ClassificationAssessment classes) =>
        [ConfusionSection.Of(classes), ClassSection.Of(classes), CurveSection.Of(classes), CalibrationSection.Of(report, classes)];

    private static string Markup(ReportSection section) => new StringBuilder()
        .Append("<section id=\"").Append(section.Id).Append("\" aria-labelledby=\"").Append(section.Id).Append("-heading\">\n<h2 id=\"").Append(section.Id).Append("-heading\">")
        .Append(MarkupText.Escape(section.Heading)).Append("</h2>\n").Append(section.Html).Append("</section>\n").ToString();
}

/// <summary>A part of the page.</summary>
/// <param name="Id">Its name within the page: letters alone.</param>
/// <param name="Heading">Its heading, as text.</param>
/// <param name="Html">What it shows.</param>
internal sealed record ReportSection(string Id, string Heading, string Html)
{
    /// <summary>A paragraph of text.</summary>
    public static string Paragraph(string text, string style = "") => $"<p{(style.Length > 0 ? $" class=\"{style}\"" : "")}>{MarkupText.Escape(text)}</p>\n";

    /// <summary>A drawing with a line below it.</summary>
    public static string Figure(string svg, string caption, string style = "") => $"<figure{(style.Length > 0 ? $" class=\"{style}\"" : "")}>{svg}<figcaption>{MarkupText.Escape(caption)}</figcaption></figure>\n";

    /// <summary>What stands side by side where there is room.</summary>
    public static string Beside(params string[] parts) => $"<div class=\"beside\">{string.Concat(parts)}</div>\n";
}

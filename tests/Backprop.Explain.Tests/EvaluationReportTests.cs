using System.Text.RegularExpressions;
using System.Xml.Linq;
using Backprop.Data;

namespace Backprop.Explain.Tests;

/// <summary>What a report says, and that it stays one small page whatever the data.</summary>
public partial class EvaluationReportTests
{
    private const int LargestPage = 1_000_000;

    [Fact]
    public void The_summary_says_how_many_answers_are_right_and_what_the_commonest_class_would_reach()
    {
        var given = TestReports.Classifier(rows: 121);
        int right = Enumerable.Range(0, 121).Count(row => given.Model.ClassOf(given.Model.Predict(given.Data.Input(row))) == given.Data.ClassNames![given.Data.Label(row)]);
        string page = TestReports.Page(given);
        Assert.Contains($"are right: {right} of 121. Always “setosa”, the commonest class, would be right for 33.9", Text(page), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_of_numbers_has_the_mean_error_and_that_of_the_mean()
    {
        var given = TestReports.Regression();
        var assessment = (RegressionAssessment)given.Model.Assess(given.Data);
        string page = Text(TestReports.Page(given));
        Assert.Contains($"The predictions of “price” are off by {ReportNumber.Of(assessment.Points.Average(point => Math.Abs((double)point.Target - point.Predicted)))} on average", page, StringComparison.Ordinal);
        Assert.Contains($"Always the mean would be off by {ReportNumber.Of(assessment.Baseline.MeanAbsoluteError)}.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_is_no_better_than_the_baseline_is_told_so()
    {
        var (model, data) = TestReports.Classifier();
        foreach (var parameter in model.Network.Layers[0].Parameters)
            for (int row = 0; row < parameter.Value.Rows; row++)
                for (int column = 0; column < parameter.Value.Columns; column++) parameter.Value[row, column] = 0;
        Assert.Contains("So far the model is no better than that.", Text(TestReports.Page((model, data))), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_part_is_there()
    {
        Assert.Equal(
            ["Summary", "Which class is taken for which", "Each class", "Thresholds", "Calibration", "The mistakes it is surest of", "Which columns matter", "Training"],
            Headings(TestReports.Page(TestReports.Classifier())));
        Assert.Equal(["Summary", "Predictions and residuals", "The largest errors", "Which columns matter", "Training"], Headings(TestReports.Page(TestReports.Regression())));
    }

    [Fact]
    public void Areas_under_the_curves_have_the_mean_that_the_assessment_tells()
    {
        var (model, data) = TestReports.Classifier();
        var assessment = (ClassificationAssessment)model.Assess(data);
        // Sums of the same terms in another order.
        Assert.Equal(assessment.Scores.RocAuc, assessment.Curves.Average(CurveArea.Roc), 1e-12);
        Assert.Equal(assessment.Scores.AveragePrecision, assessment.Curves.Average(CurveArea.AveragePrecision), 1e-12);
    }

    [Fact]
    public void The_worst_mistakes_are_those_of_the_highest_output_or_the_largest_error()
    {
        var (model, data) = TestReports.Classifier(rows: 900, hostile: true);
        var expected = Enumerable.Range(0, data.Count).Select(row => (row, outputs: model.Predict(data.Input(row))))
            .Where(entry => Array.IndexOf(entry.outputs, entry.outputs.Max()) != data.Label(entry.row))
            .OrderByDescending(entry => entry.outputs.Max()).ThenBy(entry => entry.row).Select(entry => entry.row).ToList();
        Assert.True(expected.Count > Mistake.Most);
        Assert.Equal(expected.Take(Mistake.Most), Mistake.Worst(model, data).Select(mistake => mistake.Row));
        var regression = TestReports.Regression();
        Assert.Equal(
            Enumerable.Range(0, 200).OrderByDescending(row => Math.Abs(regression.Data.Targets[row] - regression.Model.Predict(regression.Data.Input(row))[0])).Take(Mistake.Most),
            Mistake.Worst(regression.Model, regression.Data).Select(mistake => mistake.Row));
    }

    [Fact]
    public void Mistakes_have_the_cells_of_their_rows()
    {
        string page = TestReports.Page(TestReports.Classifier(), new RawRows(["name", "note"], [new RawRow(1234, ["Fido", TestReports.Hostile[0]])]));
        Assert.Contains("<th scope=\"row\">1,234</th>", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"raw\">Fido</td>", page, StringComparison.Ordinal);
        Assert.Contains("Beside them the cells of the file.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Hostile_names_are_text(bool numbers)
    {
        var given = numbers ? TestReports.Regression(hostile: true) : TestReports.Classifier(classes: 6, features: 8, hostile: true);
        string page = TestReports.Page(given, new RawRows(TestReports.Hostile, [new RawRow(2, TestReports.Hostile)]));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', page);
        Assert.DoesNotContain('\u001b', page);
        Assert.Contains("(no name)", page, StringComparison.Ordinal);
        Assert.Equal(Regex.Count(page, "<table>"), Regex.Count(page, "</table>"));
        Assert.All(Drawings(page), drawing => Assert.NotNull(XDocument.Parse(drawing).Root));
        Assert.True(page.Length < 200_000, $"{page.Length} characters");
    }

    [Fact]
    public void Every_drawing_has_a_title_and_a_description_of_its_own_and_every_table_a_caption()
    {
        string page = TestReports.Page(TestReports.Classifier()) + TestReports.Page(TestReports.Regression());
        var drawings = Drawings(page).Select(drawing => XDocument.Parse(drawing).Root!).ToList();
        Assert.Equal(10, drawings.Count);
        Assert.All(drawings, drawing =>
        {
            Assert.Equal("img", drawing.Attribute("role")!.Value);
            string[] names = drawing.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.Equal(names, drawing.Elements().Take(2).Select(element => element.Attribute("id")!.Value));
            Assert.All(drawing.Elements().Take(2), element => Assert.NotEmpty(element.Value));
        });
        Assert.Equal(Regex.Count(page, "<table>"), Regex.Count(page, "<table><caption>[^<]"));
    }

    [Theory]
    [InlineData(100_000, 3, 4)]
    [InlineData(20_000, 400, 8)]
    [InlineData(300, 3, 5000)]
    public void Large_data_make_no_large_page(int rows, int classes, int features)
    {
        var (model, data) = TestReports.Classifier(rows, classes, features);
        var report = EvaluationReport.Of(model, data, new EvaluationReportOptions
        {
            Importance = PermutationImportance.Of(model, data.Select([.. Enumerable.Range(0, 3)]), new ImportanceOptions { Repeats = 1 }),
        });
        Assert.InRange(report.ToHtml().Length, 10_000, LargestPage);
    }

    [Fact]
    public void A_hundred_thousand_numbers_are_counted_by_squares()
    {
        string page = TestReports.Page(TestReports.Regression(rows: 100_000));
        Assert.Contains("100,000 points, counted by squares", page, StringComparison.Ordinal);
        Assert.True(page.Length < LargestPage, $"{page.Length} characters");
    }

    [Fact]
    public void Nothing_is_asked_of_anybody_and_nothing_runs()
    {
        string page = TestReports.Page(TestReports.Classifier());
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)<(script|link|img|iframe|object|embed)|https?:|url\\(|@import|src=|javascript:", page);
    }

    [Fact]
    public void What_was_not_measured_is_said()
    {
        var (model, data) = TestReports.Classifier(rows: 3);
        using var source = new CancellationTokenSource();
        source.Cancel();
        var stopped = PermutationImportance.Of(model, data, new ImportanceOptions { Evaluation = model.Evaluate(data) }, cancellation: source.Token);
        Assert.Contains("stopped before any column was done", EvaluationReport.Of(model, data, new EvaluationReportOptions { Importance = stopped }).ToHtml(), StringComparison.Ordinal);
        string page = EvaluationReport.Of(new Model(model.Network, model.Loss, model.Schema), data.Select([0])).ToHtml();
        Assert.Contains("It was not measured.", page, StringComparison.Ordinal);
        Assert.Contains("does not say how it was trained", page, StringComparison.Ordinal);
        Assert.Contains("There are none: every answer is right.", page, StringComparison.Ordinal);
        Assert.Contains("All rows are of one class", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_known_already_is_not_measured_again_and_makes_the_same_page()
    {
        var (model, data) = TestReports.Classifier();
        var importance = PermutationImportance.Of(model, data);
        string page = EvaluationReport.Of(model, data, new EvaluationReportOptions { Importance = importance }).ToHtml();
        Assert.Equal(page, EvaluationReport.Of(model, data, new EvaluationReportOptions { Assessment = model.Assess(data) }).With(importance).ToHtml());
    }

    [Fact]
    public void A_report_tells_how_far_it_is_and_can_be_stopped()
    {
        var (model, data) = TestReports.Classifier();
        var heard = new List<double>();
        EvaluationReport.Of(model, data, progress: new Listener(heard.Add), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(heard.Order(), heard);
        Assert.Contains(heard, share => share is > 0 and < 0.7);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => EvaluationReport.Of(model, data, new EvaluationReportOptions { Assessment = model.Assess(data, cancellation: default) }, cancellation: source.Token));
    }

    [Fact]
    public void Images_are_shown_as_images_and_importance_as_a_map()
    {
        var digits = BuiltInDatasets.Load("digits");
        var model = new Model(new Network(64, [new Dense(10, Activation.Softmax)]), Loss.CrossEntropy, new ModelSchema { Features = [.. digits.FeatureNames], Targets = [.. digits.TargetNames], Classes = [.. digits.ClassNames!] });
        string page = TestReports.Page((model, digits));
        Assert.Contains("id=\"importance-map-title\"", page, StringComparison.Ordinal);
        Assert.Equal(Mistake.Most, Regex.Count(page, "id=\"image\\d+-title\""));
        Assert.Contains("viewBox=\"0 0 8 8\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Cultures_change_no_letter()
    {
        string expected = TestReports.Page(TestReports.Regression());
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            var culture = (System.Globalization.CultureInfo)System.Globalization.CultureInfo.InvariantCulture.Clone();
            (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign, culture.NumberFormat.NumberGroupSeparator) = (",", "~", "'");
            Thread.CurrentThread.CurrentCulture = culture;
            Assert.Equal(expected, TestReports.Page(TestReports.Regression()));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    private static IEnumerable<string> Headings(string page) => Heading().Matches(page).Select(match => match.Groups[1].Value);

    private static IEnumerable<string> Drawings(string page) => Drawing().Matches(page).Select(match => match.Value);

    private static string Text(string page) => System.Net.WebUtility.HtmlDecode(page);

    [GeneratedRegex("<h2[^>]*>([^<]*)</h2>")]
    private static partial Regex Heading();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    private sealed class Listener(Action<double> hear) : IProgress<double>
    {
        public void Report(double value) => hear(value);
    }
}

using System.Globalization;
using System.Text;

namespace Backprop.Cli.Logging;

/// <summary>The losses of a training over its epochs as SVG, and beside them its accuracy or R².</summary>
internal static class CurveDrawing
{
    private const string Training = "#1f6fb2", Validation = "#d9730d";

    public static string Draw(string title, IReadOnlyList<EpochReport> epochs)
    {
        List<Chart> charts = [new Chart("loss", [Curve.Of("training", Training, epochs, epoch => epoch.TrainLoss), Curve.Of("validation", Validation, epochs, epoch => epoch.Validation?.Loss)])];
        if (epochs.Any(epoch => epoch.Validation is ClassificationEvaluation))
            charts.Add(new Chart("accuracy", [Curve.Of("validation", Validation, epochs, epoch => (epoch.Validation as ClassificationEvaluation)?.Accuracy)]));
        if (epochs.Any(epoch => epoch.Validation is RegressionEvaluation))
            charts.Add(new Chart("R²", [Curve.Of("validation", Validation, epochs, epoch => (epoch.Validation as RegressionEvaluation)?.R2)]));
        const int top = 34;
        var (width, height) = (charts.Count * Chart.Width, top + Chart.Height);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escape(title)}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"white\"/>\n<text x=\"12\" y=\"22\" font-size=\"14\">{Escape(title)}</text>\n");
        foreach (var (index, chart) in charts.Index())
        {
            svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({index * Chart.Width} {top})\">\n");
            chart.Draw(svg);
            svg.Append("</g>\n");
        }
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>Text within markup; control characters, which XML has not, are left out.</summary>
    public static string Escape(string text) => System.Net.WebUtility.HtmlEncode(string.Concat(text.Where(character => !char.IsControl(character))));
}

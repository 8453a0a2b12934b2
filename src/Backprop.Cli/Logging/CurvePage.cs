using System.Globalization;
using System.Text;

namespace Backprop.Cli.Logging;

/// <summary>A page of one file with the curves of a training and where it stands; needs no network.</summary>
internal static class CurvePage
{
    public static string Of(string title, string svg, IReadOnlyList<EpochReport> epochs)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{CurveDrawing.Escape(title)}</title>\n");
        page.Append("<style>body{font:15px sans-serif;margin:2em}svg{max-width:100%;height:auto}td{padding:.2em 1.2em .2em 0}</style>\n</head>\n<body>\n");
        page.Append(svg);
        if (epochs.Count > 0)
        {
            var last = epochs[^1];
            page.Append("<table>\n");
            Row(page, "epoch", last.Epoch.ToString(CultureInfo.InvariantCulture));
            Row(page, "training loss", Figure(last.TrainLoss));
            if (last.Validation is { } validation) Row(page, "validation loss", Figure(validation.Loss));
            if (last.Validation is ClassificationEvaluation classes) Row(page, "validation accuracy", Figure(classes.Accuracy));
            if (last.Validation is RegressionEvaluation numbers) Row(page, "validation R²", Figure(numbers.R2));
            if (epochs.LastOrDefault(epoch => epoch.IsBest) is { } best) Row(page, "best epoch", best.Epoch.ToString(CultureInfo.InvariantCulture));
            Row(page, "learning rate", last.LearningRate.ToString("G4", CultureInfo.InvariantCulture));
            page.Append("</table>\n");
        }
        return page.Append("<p>Every number: <a href=\"log.csv\">log.csv</a>. Load the page again to see how training goes on.</p>\n</body>\n</html>\n").ToString();
    }

    private static void Row(StringBuilder page, string name, string figure) => page.Append(CultureInfo.InvariantCulture, $"<tr><td>{name}</td><td>{figure}</td></tr>\n");

    private static string Figure(double number) => number.ToString("G4", CultureInfo.InvariantCulture);
}

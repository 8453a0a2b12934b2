using System.Globalization;
using System.Text;

namespace Backprop.Explain;

/// <summary>A bar.</summary>
/// <param name="Name">What it is; text, whatever it holds.</param>
/// <param name="Value">Its length.</param>
/// <param name="Spread">Half of the whisker at its end.</param>
internal readonly record struct NamedBar(string Name, double Value, double Spread);

/// <summary>Bars that lie, one a name, with whiskers and their numbers.</summary>
internal static class BarList
{
    private const double Width = 480, NameWidth = 150, NumberWidth = 62, RowHeight = 24, Margin = 8;
    private const int LongestName = 22;

    /// <summary>Draws the bars from above.</summary>
    public static string Draw(string name, string title, string description, IReadOnlyList<NamedBar> bars)
    {
        var svg = new StringBuilder();
        double height = (bars.Count * RowHeight) + (2 * Margin);
        ChartFrame.Open(svg, name, title, description, Width, height);
        double low = Math.Min(0, bars.Min(bar => bar.Value - bar.Spread)), high = Math.Max(0, bars.Max(bar => bar.Value + bar.Spread));
        if (!(high > low)) high = low + 1;
        double Place(double value) => NameWidth + ((value - low) / (high - low) * (Width - NameWidth - NumberWidth));
        for (int i = 0; i < bars.Count; i++)
        {
            double top = Margin + (i * RowHeight), middle = top + (RowHeight / 2);
            double from = Place(Math.Min(0, bars[i].Value)), to = Place(Math.Max(0, bars[i].Value));
            svg.Append("<g><title>").Append(MarkupText.Escape(MarkupText.Shortened(bars[i].Name, ReportText.LongestTitle))).Append("</title>");
            SvgMarkup.Text(svg, NameWidth - 8, middle + 4, MarkupText.Shortened(ReportText.Named(bars[i].Name), LongestName), "tick", "end");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"fill l5\" x=\"{from:0.#}\" y=\"{top + 4:0.#}\" width=\"{to - from:0.#}\" height=\"{RowHeight - 8:0.#}\"/>");
            double left = Place(bars[i].Value - bars[i].Spread), right = Place(bars[i].Value + bars[i].Spread);
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"whisker\" d=\"M{left:0.#} {middle:0.#}H{right:0.#}M{left:0.#} {middle - 4:0.#}v8M{right:0.#} {middle - 4:0.#}v8\"/>");
            SvgMarkup.Text(svg, Width - 2, middle + 4, ReportNumber.InColumn(bars[i].Value), "tick", "end");
            svg.Append("</g>\n");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{Place(0):0.#}\" y1=\"{Margin:0.#}\" x2=\"{Place(0):0.#}\" y2=\"{height - Margin:0.#}\"/>");
        return svg.Append("</svg>\n").ToString();
    }
}

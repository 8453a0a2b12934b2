using System.Globalization;
using System.Text;

namespace Backprop.Explain;

/// <summary>
/// A chart as SVG: its title and description, for those who cannot see it, two axes with their ticks, and what is drawn between them.
/// Colours are classes of the page's style, so that a chart is readable in light, in dark and on paper.
/// </summary>
internal sealed class ChartFrame
{
    /// <summary>The size in the units of the drawing: small, so that letters stay readable on a narrow screen.</summary>
    public const double Width = 480, Height = 340;

    private const double Left = 62, Right = 14, Top = 12, Bottom = 48;
    private const int LongestTick = 10;

    private readonly StringBuilder _svg = new();
    private readonly Axis _x, _y;

    /// <param name="name">Names the chart within its page: letters alone.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What is to be seen in it, in a sentence or two.</param>
    /// <param name="x">The axis below.</param>
    /// <param name="y">The axis at the left.</param>
    public ChartFrame(string name, string title, string description, Axis x, Axis y)
    {
        (_x, _y) = (x, y);
        Open(_svg, name, title, description, Width, Height);
        foreach (double tick in x.Ticks)
        {
            Line(X(tick), Top, X(tick), Height - Bottom, "grid");
            SvgMarkup.Text(_svg, X(tick), Height - Bottom + 18, TickText(tick), "tick");
        }
        foreach (double tick in y.Ticks)
        {
            Line(Left, Y(tick), Width - Right, Y(tick), "grid");
            SvgMarkup.Text(_svg, Left - 6, Y(tick) + 4, TickText(tick), "tick", "end");
        }
        Line(Left, Height - Bottom, Width - Right, Height - Bottom, "axis");
        Line(Left, Top, Left, Height - Bottom, "axis");
        SvgMarkup.Text(_svg, (Left + Width - Right) / 2, Height - 8, MarkupText.Shortened(x.Label, 56), "label");
        double middle = (Top + Height - Bottom) / 2;
        _svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate(13 {middle:0.#}) rotate(-90)\">");
        SvgMarkup.Text(_svg, 0, 0, MarkupText.Shortened(y.Label, 40), "label");
        _svg.Append("</g>\n");
    }

    /// <summary>The place of a value on the axis below.</summary>
    public double X(double value) => Left + (_x.Place(value) * (Width - Left - Right));

    /// <summary>The place of a value on the axis at the left.</summary>
    public double Y(double value) => Height - Bottom - (_y.Place(value) * (Height - Top - Bottom));

    /// <summary>A straight line between two places.</summary>
    public void Line(double x1, double y1, double x2, double y2, string style) =>
        _svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{style}\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>");

    /// <summary>A path of places.</summary>
    public void Path(string path, string style) => _svg.Append("<path class=\"").Append(style).Append("\" d=\"").Append(path).Append("\"/>\n");

    /// <summary>A rectangle between two values of each axis; pointed at, it tells what it is.</summary>
    public void Bar(double fromX, double toX, double fromY, double toY, string style, string meaning)
    {
        double left = X(fromX), top = Y(toY);
        _svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{left:0.#}\" y=\"{top:0.#}\" width=\"{X(toX) - left:0.#}\" height=\"{Y(fromY) - top:0.#}\">");
        _svg.Append("<title>").Append(MarkupText.Escape(meaning)).Append("</title></rect>\n");
    }

    /// <summary>A dot; pointed at, it tells what it is.</summary>
    public void Dot(double x, double y, string style, string meaning) =>
        _svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{style}\" cx=\"{X(x):0.#}\" cy=\"{Y(y):0.#}\" r=\"4\"><title>{MarkupText.Escape(meaning)}</title></circle>\n");

    /// <summary>A text at a place.</summary>
    public void Text(double x, double y, string text, string style, string anchor) => SvgMarkup.Text(_svg, x, y, text, style, anchor);

    /// <summary>Names of lines with their samples, in a corner that the lines leave free.</summary>
    public void Legend(IReadOnlyList<string> names, bool atTop, bool atRight)
    {
        const double RowHeight = 17, SampleWidth = 30;
        int longest = names.Max(name => name.Length);
        double width = SampleWidth + 8 + (Math.Min(longest, LineChart.LongestName) * 6.6);
        double left = atRight ? Width - Right - width - 6 : Left + 10, top = atTop ? Top + 6 : Height - Bottom - 6 - (names.Count * RowHeight);
        _svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"legend\" x=\"{left - 4:0.#}\" y=\"{top - 2:0.#}\" width=\"{width + 8:0.#}\" height=\"{(names.Count * RowHeight) + 4:0.#}\" rx=\"3\"/>");
        for (int i = 0; i < names.Count; i++)
        {
            double y = top + (i * RowHeight) + 9;
            Line(left, y, left + SampleWidth, y, LineChart.StyleOf(i));
            SvgMarkup.Text(_svg, left + SampleWidth + 6, y + 4, MarkupText.Shortened(names[i], LineChart.LongestName), "tick", "start");
        }
    }

    /// <summary>The whole drawing.</summary>
    public string Close() => _svg.Append("</svg>\n").ToString();

    /// <summary>Begins a drawing with its title and description.</summary>
    public static void Open(StringBuilder svg, string name, string title, string description, double width, double height)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" viewBox=\"0 0 {width:0.#} {height:0.#}\" role=\"img\" aria-labelledby=\"{name}-title {name}-text\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"{name}-title\">{MarkupText.Escape(title)}</title><desc id=\"{name}-text\">{MarkupText.Escape(description)}</desc>\n");
    }

    private static string TickText(double tick) => MarkupText.Shortened(ReportNumber.Of(tick), LongestTick);
}

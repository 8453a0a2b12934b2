using System.Globalization;
using System.Text;

namespace Backprop.Benchmarks.Sweeping;

/// <summary>The share of the peak against the batch size, a line a width, one panel a number of threads; told apart by colour, dash and label.</summary>
internal static class SweepPlot
{
    private const int PanelWidth = 400, PanelHeight = 300, Left = 60, Top = 50, Gap = 110;
    private static readonly string[] Colours = ["#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#b9770e", "#34495e", "#00838f"];
    private static readonly string[] Dashes = ["", "6 3", "2 3", "8 3 2 3", "12 4", "1 4", "4 2"];

    public static string Draw(IReadOnlyList<SweepPoint> points)
    {
        int depth = points.GroupBy(point => point.Depth).MaxBy(group => group.Count())!.Key;
        int[] threads = [.. points.Select(point => point.Threads).Distinct().Order()];
        int width = Left + threads.Length * (PanelWidth + Gap), height = Top + PanelHeight + 60;
        var svg = new StringBuilder();
        svg.Append(Text($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" role="img" aria-label="Share of the multiply-add peak against the batch size">{"\n"}<rect width="{width}" height="{height}" fill="white"/>{"\n"}"""));
        for (int panel = 0; panel < threads.Length; panel++)
            Panel(svg, [.. points.Where(point => point.Depth == depth && point.Threads == threads[panel])], Left + panel * (PanelWidth + Gap), $"{depth} layers, {threads[panel]} thread{(threads[panel] == 1 ? "" : "s")}");
        return svg.Append("</svg>\n").ToString();
    }

    private static void Panel(StringBuilder svg, IReadOnlyList<SweepPoint> points, int left, string title)
    {
        int[] batches = [.. points.Select(point => point.Batch).Distinct().Order()], widths = [.. points.Select(point => point.Width).Distinct().Order()];
        double X(int batch) => left + PanelWidth * (double)Array.IndexOf(batches, batch) / Math.Max(1, batches.Length - 1);
        double Y(double fraction) => Top + PanelHeight * (1 - Math.Min(1, fraction));
        svg.Append(Text($"""<text x="{left + PanelWidth / 2}" y="{Top - 22}" text-anchor="middle" font-size="14" font-weight="bold">{title}</text>{"\n"}"""));
        for (int percent = 0; percent <= 100; percent += 20)
            svg.Append(Text($"""<line x1="{left}" x2="{left + PanelWidth}" y1="{Y(percent / 100.0):0.#}" y2="{Y(percent / 100.0):0.#}" stroke="#ddd"/><text x="{left - 6}" y="{Y(percent / 100.0) + 4:0.#}" text-anchor="end">{percent} %</text>{"\n"}"""));
        foreach (int batch in batches)
            svg.Append(Text($"""<text x="{X(batch):0.#}" y="{Top + PanelHeight + 18}" text-anchor="middle">{batch}</text>{"\n"}"""));
        svg.Append(Text($"""<text x="{left + PanelWidth / 2}" y="{Top + PanelHeight + 38}" text-anchor="middle">data points of a batch</text>{"\n"}"""));
        for (int i = 0; i < widths.Length; i++)
        {
            var line = points.Where(point => point.Width == widths[i]).OrderBy(point => point.Batch).ToList();
            string path = string.Join(' ', line.Select(point => Text($"{X(point.Batch):0.#},{Y(point.FractionOfPeak):0.#}")));
            svg.Append(Text($"""<polyline points="{path}" fill="none" stroke="{Colours[i % Colours.Length]}" stroke-width="2" stroke-dasharray="{Dashes[i % Dashes.Length]}"/>{"\n"}"""));
            double y = Top + 14 + i * 20;
            svg.Append(Text($"""<line x1="{left + PanelWidth + 12}" x2="{left + PanelWidth + 44}" y1="{y - 4}" y2="{y - 4}" stroke="{Colours[i % Colours.Length]}" stroke-width="2" stroke-dasharray="{Dashes[i % Dashes.Length]}"/><text x="{left + PanelWidth + 50}" y="{y}">{widths[i]}</text>{"\n"}"""));
        }
        svg.Append(Text($"""<text x="{left + PanelWidth + 12}" y="{Top - 8}">neurons a layer</text>{"\n"}"""));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

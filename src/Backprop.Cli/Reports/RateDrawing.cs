using System.Text;

namespace Backprop.Cli.Reports;

/// <summary>The curve of a range test as SVG: loss over the logarithm of the rate, raw and smoothed, with the suggestions.</summary>
internal static class RateDrawing
{
    private const double Width = 720, Height = 400, Left = 60, Right = 20, Top = 30, Bottom = 50;

    public static string Svg(RateRangeResult result)
    {
        var scale = new Scale(result);
        var text = new StringBuilder();
        Add(text, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\" fill=\"none\">\n");
        Add(text, $"<title>Loss by learning rate</title>\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n");
        for (int decade = (int)Math.Ceiling(scale.First); decade <= Math.Floor(scale.Last); decade++)
        {
            double x = scale.X(Math.Pow(10, decade));
            Add(text, $"<line x1=\"{x:0.#}\" y1=\"{Top}\" x2=\"{x:0.#}\" y2=\"{Height - Bottom}\" stroke=\"#ddd\"/>\n");
            Add(text, $"<text x=\"{x:0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\" fill=\"#333\">1e{decade}</text>\n");
        }
        foreach (double loss in new[] { scale.Least, scale.Most })
            Add(text, $"<text x=\"{Left - 6}\" y=\"{scale.Y(loss) + 4:0.#}\" text-anchor=\"end\" fill=\"#333\">{Figures.Number(loss)}</text>\n");
        Curve(text, scale, result.Points.Select(point => (point.Rate, point.Loss)), "#bbb", 1);
        Curve(text, scale, result.Points.Select(point => (point.Rate, point.Smoothed)), "#1f5fa8", 2);
        Mark(text, scale, result.Steepest, "steepest", "#b3261e", Top - 8);
        Mark(text, scale, result.TenthOfMinimum, "a tenth of the minimum", "#2e7d32", Top + 12);
        Add(text, $"<text x=\"{Width / 2}\" y=\"{Height - 10}\" text-anchor=\"middle\" fill=\"#333\">learning rate</text>\n</svg>\n");
        return text.ToString();
    }

    private static void Curve(StringBuilder text, Scale scale, IEnumerable<(double Rate, double Loss)> points, string color, int width) =>
        Add(text, $"<polyline stroke=\"{color}\" stroke-width=\"{width}\" points=\"{string.Join(' ', points.Select(point => FormattableString.Invariant($"{scale.X(point.Rate):0.#},{scale.Y(point.Loss):0.#}")))}\"/>\n");

    private static void Mark(StringBuilder text, Scale scale, double? rate, string what, string color, double y)
    {
        if (rate is not { } at || at < scale.FirstRate) return;
        double x = scale.X(at);
        Add(text, $"<line x1=\"{x:0.#}\" y1=\"{Top}\" x2=\"{x:0.#}\" y2=\"{Height - Bottom}\" stroke=\"{color}\" stroke-dasharray=\"4 3\"/>\n");
        Add(text, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"middle\" fill=\"{color}\">{what}: {RateReport.Rate(at)}</text>\n");
    }

    private static void Add(StringBuilder text, FormattableString piece) => text.Append(FormattableString.Invariant(piece));

    /// <summary>Where rates and losses stand; losses beyond three times the first one are cut off.</summary>
    private sealed class Scale(RateRangeResult result)
    {
        public double FirstRate { get; } = result.Points[0].Rate;

        public double First { get; } = Math.Log10(result.Points[0].Rate);

        public double Last { get; } = Math.Log10(result.Points[^1].Rate);

        public double Least { get; } = result.Points.Min(point => point.Smoothed);

        public double Most { get; } = Math.Min(result.Points.Max(point => point.Smoothed), 3 * result.Points[0].Smoothed);

        public double X(double rate) => Left + (Width - Left - Right) * (Last > First ? (Math.Log10(rate) - First) / (Last - First) : 0);

        public double Y(double loss) => Height - Bottom - (Height - Bottom - Top) * (Most > Least ? Math.Clamp((loss - Least) / (Most - Least), 0, 1) : 0);
    }
}

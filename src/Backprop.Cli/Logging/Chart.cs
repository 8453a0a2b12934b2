using System.Globalization;
using System.Text;

namespace Backprop.Cli.Logging;

/// <summary>Curves over epochs with axes, in a box of fixed size.</summary>
/// <param name="what">What the vertical axis shows.</param>
/// <param name="curves">The curves; one without points is left out.</param>
internal sealed class Chart(string what, IReadOnlyList<Curve> curves)
{
    public const int Width = 440, Height = 300;

    private const int Left = 58, Right = 20, Top = 24, Bottom = 40, TickLength = 4, Ticks = 5;

    private readonly IReadOnlyList<Curve> _curves = [.. curves.Where(curve => curve.Points.Count > 0)];

    public void Draw(StringBuilder svg)
    {
        double[] values = [.. _curves.SelectMany(curve => curve.Points.Select(point => point.Value))];
        if (values.Length == 0) return;
        int last = Math.Max(2, _curves.Max(curve => curve.Points[^1].Epoch));
        var (low, high, step) = Axis(values.Min(), values.Max());
        double X(double epoch) => Left + (epoch - 1) / (last - 1) * (Width - Left - Right);
        double Y(double value) => Height - Bottom - (value - low) / (high - low) * (Height - Top - Bottom);

        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"14\">{what}</text>\n");
        for (int i = 0; low + i * step <= high + step / 2; i++)
        {
            double value = low + i * step;
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left - TickLength} {Y(value):0.#}H{Width - Right}\" stroke=\"#ddd\"/><text x=\"{Left - 8}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{value:0.######}</text>\n");
        }
        int epochs = Math.Max(1, (int)Axis(1, last).Step);
        for (int epoch = epochs; epoch <= last; epoch += epochs)
            svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(epoch):0.#} {Height - Bottom}v{TickLength}\" stroke=\"#888\"/><text x=\"{X(epoch):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{epoch}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left} {Top}V{Height - Bottom}H{Width - Right}\" fill=\"none\" stroke=\"#888\"/><text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\" text-anchor=\"middle\">epoch</text>\n");
        foreach (var (index, curve) in _curves.Index()) DrawCurve(svg, curve, index, X, Y);
    }

    private static void DrawCurve(StringBuilder svg, Curve curve, int index, Func<double, double> x, Func<double, double> y)
    {
        string points = string.Join(' ', curve.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{x(point.Epoch):0.#},{y(point.Value):0.##}")));
        // A single point is a line of no length: its round ends show it.
        if (curve.Points.Count == 1) points += ' ' + points;
        svg.Append(CultureInfo.InvariantCulture, $"<polyline points=\"{points}\" fill=\"none\" stroke=\"{curve.Color}\" stroke-width=\"2\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width - Right - 90 * index}\" y=\"14\" text-anchor=\"end\" fill=\"{curve.Color}\">{curve.Name}</text>\n");
    }

    /// <summary>Round ends of an axis around a range, and the distance of its ticks: 1, 2 or 5 times a power of ten.</summary>
    internal static (double Low, double High, double Step) Axis(double least, double largest)
    {
        double range = largest > least ? largest - least : Math.Max(Math.Abs(largest), 1) / 10;
        double power = Math.Pow(10, Math.Floor(Math.Log10(range / Ticks))), part = range / Ticks / power;
        double step = power * (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10);
        double low = Math.Floor(least / step) * step, high = Math.Ceiling(largest / step) * step;
        return (low, high > low ? high : low + step, step);
    }
}

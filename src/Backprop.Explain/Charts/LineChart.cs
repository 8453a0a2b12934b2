using System.Text;

namespace Backprop.Explain;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it is; text, whatever it holds.</param>
/// <param name="Points">Its points, from left to right or along the curve; a gap where one is not finite.</param>
internal sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>Lines that are told apart by colour and by dashes.</summary>
internal static class LineChart
{
    /// <summary>The most lines that can be told apart.</summary>
    public const int MostLines = 10;

    /// <summary>Letters of a name in the legend.</summary>
    public const int LongestName = 24;

    private const int Colours = 5, Dashes = 4;

    /// <summary>Colour and dashes of a line; no two of the first <see cref="MostLines"/> have both in common.</summary>
    public static string StyleOf(int line) => $"line c{line % Colours} d{line % Dashes}";

    /// <summary>Draws the lines, and their names.</summary>
    public static void Draw(ChartFrame frame, IReadOnlyList<Series> lines, bool legendAtTop, bool legendAtRight)
    {
        for (int i = 0; i < lines.Count; i++) frame.Path(PathOf(frame, lines[i].Points), StyleOf(i));
        if (lines.Count > 1) frame.Legend([.. lines.Select(line => line.Name)], legendAtTop, legendAtRight);
    }

    /// <summary>The path through points, without those that lie within half a unit of the last that was drawn: a curve of a million points is small.</summary>
    private static string PathOf(ChartFrame frame, IReadOnlyList<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        var (lastX, lastY) = (double.NaN, double.NaN);
        for (int i = 0; i < points.Count; i++)
        {
            if (!double.IsFinite(points[i].X) || !double.IsFinite(points[i].Y))
            {
                lastX = double.NaN;
                continue;
            }
            double x = frame.X(points[i].X), y = frame.Y(points[i].Y);
            if (i < points.Count - 1 && Math.Abs(x - lastX) < 0.5 && Math.Abs(y - lastY) < 0.5) continue;
            path.Append(double.IsNaN(lastX) ? 'M' : 'L').Append(SvgMarkup.Number(x)).Append(' ').Append(SvgMarkup.Number(y));
            (lastX, lastY) = (x, y);
        }
        return path.ToString();
    }
}

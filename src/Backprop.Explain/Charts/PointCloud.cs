using System.Text;

namespace Backprop.Explain;

/// <summary>Points of two values: each drawn where they are few, otherwise counted by squares, the more the stronger their colour.</summary>
internal static class PointCloud
{
    /// <summary>The most points that are drawn one by one.</summary>
    public const int MostPoints = 2000;

    private const int Columns = 64, Rows = 48, Levels = 6;

    /// <summary>Draws the points.</summary>
    public static void Draw(ChartFrame frame, IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count <= MostPoints) frame.Path(Points(frame, points), "points");
        else Squares(frame, points);
    }

    private static string Points(ChartFrame frame, IReadOnlyList<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        // A line of no length is drawn as its round ends.
        foreach (var (x, y) in points) path.Append('M').Append(SvgMarkup.Number(frame.X(x))).Append(' ').Append(SvgMarkup.Number(frame.Y(y))).Append("h0");
        return path.ToString();
    }

    private static void Squares(ChartFrame frame, IReadOnlyList<(double X, double Y)> points)
    {
        const double Width = ChartFrame.Width / Columns, Height = ChartFrame.Height / Rows;
        var counts = new long[Columns * Rows];
        foreach (var (x, y) in points)
            counts[(Math.Min((int)(frame.Y(y) / Height), Rows - 1) * Columns) + Math.Min((int)(frame.X(x) / Width), Columns - 1)]++;
        double most = Math.Log(1 + counts.Max());
        var paths = new StringBuilder[Levels];
        for (int square = 0; square < counts.Length; square++)
        {
            if (counts[square] == 0) continue;
            int level = Math.Min((int)(Math.Log(1 + counts[square]) / most * Levels), Levels - 1);
            (paths[level] ??= new StringBuilder())
                .Append('M').Append(SvgMarkup.Number(square % Columns * Width)).Append(' ').Append(SvgMarkup.Number(square / Columns * Height))
                .Append('h').Append(SvgMarkup.Number(Width)).Append('v').Append(SvgMarkup.Number(Height)).Append('h').Append(SvgMarkup.Number(-Width)).Append('z');
        }
        for (int level = 0; level < Levels; level++)
            if (paths[level] is { } path) frame.Path(path.ToString(), $"fill l{level + 1}");
    }
}

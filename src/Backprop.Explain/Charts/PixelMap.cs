using System.Globalization;
using System.Text;

namespace Backprop.Explain;

/// <summary>A picture of squares, the larger the value, the stronger the colour.</summary>
internal static class PixelMap
{
    private const int Levels = 6;

    /// <summary>Draws the picture.</summary>
    /// <param name="name">Names the picture within its page.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="description">What is to be seen in it.</param>
    /// <param name="columns">Squares in a row.</param>
    /// <param name="strengths">From 0 to 1, row by row from the top left.</param>
    public static string Draw(string name, string title, string description, int columns, IReadOnlyList<double> strengths)
    {
        int rows = strengths.Count / columns;
        var svg = new StringBuilder();
        ChartFrame.Open(svg, name, title, description, columns, rows);
        var paths = new StringBuilder[Levels + 1];
        for (int i = 0; i < strengths.Count; i++)
        {
            int level = (int)Math.Ceiling(Math.Clamp(strengths[i], 0, 1) * Levels);
            if (level > 0) (paths[level] ??= new StringBuilder()).Append(CultureInfo.InvariantCulture, $"M{i % columns} {i / columns}h1v1h-1z");
        }
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"ground\" width=\"{columns}\" height=\"{rows}\"/>");
        for (int level = 1; level <= Levels; level++)
            if (paths[level] is { } path) svg.Append(CultureInfo.InvariantCulture, $"<path class=\"fill l{level}\" d=\"{path}\"/>");
        return svg.Append("</svg>\n").ToString();
    }
}

namespace Backprop.Cli.Terminals;

/// <summary>A curve in one line of text, its height on a logarithmic scale, as suits losses.</summary>
internal static class Sparkline
{
    private const double Smallest = 1e-12;

    /// <summary>Draws the curve in at most <paramref name="width"/> characters; neighbours are averaged where it has more points.</summary>
    /// <param name="values">The points; those that are not finite leave a gap.</param>
    /// <param name="range">What lowest and highest character stand for, so that curves can share a scale.</param>
    /// <param name="width">Most characters.</param>
    /// <param name="levels">Characters from low to high.</param>
    public static string Draw(IReadOnlyList<double> values, (double Low, double High) range, int width, string levels)
    {
        int columns = Math.Min(width, values.Count);
        var line = new char[columns];
        double low = Log(range.Low), high = Log(range.High);
        for (int column = 0; column < columns; column++)
        {
            int first = (int)((long)column * values.Count / columns), next = (int)((long)(column + 1) * values.Count / columns);
            double mean = 0;
            for (int i = first; i < next; i++) mean += values[i] / (next - first);
            double height = high > low ? (Log(mean) - low) / (high - low) : 0;
            line[column] = double.IsFinite(mean) ? levels[Math.Clamp((int)(height * levels.Length), 0, levels.Length - 1)] : ' ';
        }
        return new string(line);
    }

    /// <summary>Counts as bars, the largest the highest; a count that is not 0 is seen.</summary>
    public static string Bars(IReadOnlyList<long> counts, string levels)
    {
        long most = counts.Count == 0 ? 0 : counts.Max();
        return string.Concat(counts.Select(count => count == 0 ? ' ' : levels[(int)((levels.Length - 1) * (double)count / most)]));
    }

    /// <summary>The range of all finite values of some curves.</summary>
    public static (double Low, double High) RangeOf(params IEnumerable<double>[] curves)
    {
        double[] finite = [.. curves.SelectMany(curve => curve).Where(double.IsFinite)];
        return finite.Length == 0 ? (0, 0) : (finite.Min(), finite.Max());
    }

    private static double Log(double value) => Math.Log(Math.Max(value, Smallest));
}

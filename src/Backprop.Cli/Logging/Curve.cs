namespace Backprop.Cli.Logging;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Color">Its color in SVG.</param>
/// <param name="Points">Epochs and values, which are finite.</param>
internal sealed record Curve(string Name, string Color, IReadOnlyList<(int Epoch, double Value)> Points)
{
    /// <summary>The most points that are drawn: more than there are dots across.</summary>
    private const int Most = 1000;

    /// <summary>The curve of what an epoch may have; a long one is thinned out evenly, its end kept.</summary>
    public static Curve Of(string name, string color, IReadOnlyList<EpochReport> epochs, Func<EpochReport, double?> value)
    {
        var all = epochs.Select(epoch => (epoch.Epoch, Value: value(epoch))).Where(point => point.Value is { } number && double.IsFinite(number)).Select(point => (point.Epoch, point.Value!.Value)).ToList();
        int step = (all.Count + Most - 1) / Most;
        return new Curve(name, color, [.. all.Where((_, i) => i % Math.Max(step, 1) == 0 || i == all.Count - 1)]);
    }
}

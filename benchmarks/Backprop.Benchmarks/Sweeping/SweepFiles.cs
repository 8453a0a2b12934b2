using System.Globalization;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Sweeping;

/// <summary>A sweep as it is committed: a table and a plot.</summary>
internal static class SweepFiles
{
    public static string Row(SweepPoint point) => string.Create(
        CultureInfo.InvariantCulture, $"| {point.Width} | {point.Batch} | {point.Depth} | {point.Threads} | {point.SamplesPerSecond:N0} | {point.FractionOfPeak:0.0 %} |");

    public static IEnumerable<string> Write(IReadOnlyList<SweepPoint> points, Machine machine, string command)
    {
        Directory.CreateDirectory(Repository.Results);
        string plot = Path.Combine(Repository.Results, $"sweep-{machine.Slug}.svg"), page = Path.ChangeExtension(plot, ".md");
        File.WriteAllText(plot, SweepPlot.Draw(points));
        File.WriteAllText(page, $"""
            # Cost against size

            `{command}`, {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {machine}. Layers of equal width, ReLU, identity and squared error at the end; one run of each size.

            ![Share of the multiply-add peak]({Path.GetFileName(plot)})

            | width | batch | layers | threads | data points/s | share of peak |
            |---|---|---|---|---|---|
            {string.Join('\n', points.Select(Row))}

            """.ReplaceLineEndings("\n"));
        return [plot, page];
    }
}

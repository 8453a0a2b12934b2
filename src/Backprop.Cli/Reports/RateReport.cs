using System.Globalization;
using Backprop.Cli.Terminals;
using Backprop.Numerics;

namespace Backprop.Cli.Reports;

/// <summary>What a range test found, for people and for programs.</summary>
internal sealed class RateReport(CommandEnvironment environment)
{
    private const int Height = 8, Widest = 72, Margin = 12;

    public void Write(ModelTraining training, RateRangeResult result, string? drawing)
    {
        var facts = new Facts(environment);
        facts.Write("Network", $"{training.Network}, {training.Loss.Name}, {training.Optimizer.Name}");
        facts.Write("Rates", $"{Rate(result.Points[0].Rate)} to {Rate(result.Points[^1].Rate)} in {Figures.Count(result.Points.Count, "step")}{(result.Exploded ? ", where the loss exploded" : "")}");
        facts.Space();
        double[] losses = [.. result.Points.Select(point => point.Smoothed)];
        int width = Math.Min(environment.Terminal.Width - Margin, Widest);
        foreach (string line in Plot(losses, width)) facts.Line(new string(' ', Margin) + line);
        facts.Line(new string(' ', Margin) + Axis(result, Math.Min(width, losses.Length)));
        facts.Space();
        facts.Write("Suggested", result.Steepest is { } steepest
            ? $"{Rate(steepest)}, where the smoothed loss falls most steeply"
            : "none: the loss never fell; raise --to, or look at the data");
        if (result.TenthOfMinimum is { } tenth) facts.Write("Or", $"{Rate(tenth)}, a tenth of the rate with the lowest smoothed loss, {Figures.Number(losses.Min())}");
        if (drawing is not null) facts.WriteVerbatim("Drawn", drawing);
    }

    public static void WriteJson(TextWriter output, ModelTraining training, RateRangeResult result, string? drawing) => JsonLine.Write(output, json =>
    {
        json.WriteString("event", "rates");
        json.WriteString("layers", training.Network.ToString());
        json.WriteString("optimizer", training.Optimizer.Name);
        json.WriteBoolean("exploded", result.Exploded);
        json.WriteFinite("steepest", result.Steepest ?? double.NaN);
        json.WriteFinite("tenthOfMinimum", result.TenthOfMinimum ?? double.NaN);
        if (drawing is not null) json.WriteString("drawing", drawing);
        json.WriteStartArray("points");
        foreach (var point in result.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("rate", point.Rate);
            json.WriteNumber("loss", point.Loss);
            json.WriteNumber("smoothed", point.Smoothed);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>Two digits, as one writes a rate.</summary>
    internal static string Rate(double rate) => ShortNumber.Of(double.Parse(rate.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture));

    /// <summary>Bars under the curve, from the highest line to the lowest; an explosion is cut off at three times the first loss.</summary>
    private IEnumerable<string> Plot(double[] losses, int width)
    {
        string levels = new Glyphs(environment.Terminal).Levels;
        int columns = Math.Min(width, losses.Length);
        double most = Math.Min(losses.Max(), 3 * losses[0]), least = losses.Min();
        int[] heights = [.. Enumerable.Range(0, columns).Select(column => HeightOf(losses[(long)column * losses.Length / columns], least, most, Height * levels.Length))];
        for (int line = Height - 1; line >= 0; line--)
            yield return string.Concat(heights.Select(height => Bar(height - line * levels.Length, levels))).TrimEnd();
    }

    private static int HeightOf(double loss, double least, double most, int full) =>
        most > least ? 1 + (int)Math.Clamp((loss - least) / (most - least) * (full - 1), 0, full - 1) : 1;

    private static char Bar(int height, string levels) => height <= 0 ? ' ' : levels[Math.Min(height, levels.Length) - 1];

    private static string Axis(RateRangeResult result, int width)
    {
        string from = Rate(result.Points[0].Rate), to = Rate(result.Points[^1].Rate);
        return from + to.PadLeft(Math.Max(to.Length + 1, width - from.Length));
    }
}

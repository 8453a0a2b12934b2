using Backprop.Cli.Data;

namespace Backprop.Cli.Reports;

/// <summary>How much rows count, in words.</summary>
internal static class WeightText
{
    private const int TimesRarer = 10, MostClasses = 10;

    /// <summary>The weights of a training; null where all rows count alike.</summary>
    public static string? Of(TrainingStart start)
    {
        string? classes = start.Training.ClassWeights is { } weights ? Of(start.Data.ClassNames!, weights) : null;
        string? rows = start.Data.HasWeights ? $"each row by column {start.WeightColumn}" : null;
        return classes is null && rows is null ? null
            : $"{string.Join(" times ", new[] { classes, rows }.OfType<string>())}; in training and validation, loss and metrics";
    }

    /// <summary>The weight of each class.</summary>
    public static string Of(IReadOnlyList<string> names, IReadOnlyList<float> weights) =>
        $"rows of {string.Join(", ", names.Zip(weights).Take(MostClasses).Select(pair => $"{pair.First} {Figures.Number(pair.Second)}"))}{(names.Count > MostClasses ? $" and {Figures.Count(names.Count - MostClasses, "class")} more" : "")}";

    /// <summary>What could be done for a class that is far rarer than another; null where there is none, or something is done.</summary>
    public static string? Hint(TrainingStart start)
    {
        if (start.Data.ClassNames is not { } names || start.Training.ClassWeights is not null || start.Data.HasWeights) return null;
        int[] counts = start.Data.ClassCounts();
        int most = counts.Max(), least = counts.Where(count => count > 0).Min();
        if (most < (long)TimesRarer * least) return null;
        return $"class {names[Array.IndexOf(counts, least)]} has {Figures.Count(least, "row")}, {names[Array.IndexOf(counts, most)]} {Figures.Count(most)}; --class-weights balanced makes every class count alike";
    }
}

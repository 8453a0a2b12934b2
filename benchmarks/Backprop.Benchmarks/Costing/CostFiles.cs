using System.Globalization;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Costing;

/// <summary>Costs as they are committed: a table.</summary>
internal static class CostFiles
{
    // As often as a training writes them where nothing else is said.
    private const double UsualInterval = 30;

    public static string Head { get; } = "| with | a step takes longer by |\n|---|---|";

    public static string Row(Cost cost) => string.Create(CultureInfo.InvariantCulture, $"| {cost.Addition.Name} | {cost.More * 100:0.0} % |");

    public static string Write(IReadOnlyList<Cost> costs, string name, Machine machine, string command)
    {
        Directory.CreateDirectory(Repository.Results);
        string page = Path.Combine(Repository.Results, $"costs-{machine.Slug}.md");
        double checkpoint = costs.First(cost => cost.Addition == Addition.Checkpoints).More * Addition.SecondsBetweenCheckpoints / UsualInterval;
        File.WriteAllText(page, string.Create(CultureInfo.InvariantCulture, $"""
            # What is added to a step

            `{command}`, {DateTime.UtcNow:yyyy-MM-dd}, {machine}. {name}; medians of rounds in which the plain step and the one with an addition took turns. Differences of 1 to 2 % are noise.

            {Head}
            {string.Join('\n', costs.Select(Row))}

            Of the checkpoints' row follows what they cost every {UsualInterval} s, as often as a training writes them by default: {checkpoint * 100:0.000} %.

            """).ReplaceLineEndings("\n"));
        return page;
    }
}

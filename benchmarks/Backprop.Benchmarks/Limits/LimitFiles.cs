using System.Globalization;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Limits;

/// <summary>Limits as they are committed.</summary>
internal static class LimitFiles
{
    public static string Write(string tables, string command)
    {
        Directory.CreateDirectory(Repository.Results);
        string page = Path.Combine(Repository.Results, $"limits-{Machine.Here.Slug}.md");
        File.WriteAllText(page, string.Create(CultureInfo.InvariantCulture, $"# What the machine can do, and where a step's time goes\n\n`{command}`, {DateTime.UtcNow:yyyy-MM-dd}, {Machine.Here}.\n\n{tables}"));
        return page;
    }
}

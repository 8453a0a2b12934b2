using System.Globalization;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Comparing;

/// <summary>Results as they are committed: JSON for programs, Markdown for people, and README's table made from the JSON.</summary>
internal static class ResultFiles
{
    public const string ReadmeStart = "<!-- speed: made by `compare --save` -->", ReadmeEnd = "<!-- end of speed -->";

    public static IEnumerable<string> Write(IReadOnlyList<CaseResult> results, Machine machine, string command)
    {
        Directory.CreateDirectory(Repository.Results);
        string json = Path.Combine(Repository.Results, $"compare-{machine.Slug}.json"), text = Path.ChangeExtension(json, ".md");
        string[] lines = [.. results.Select(result => ResultJson.Line(result, machine))];
        File.WriteAllLines(json, lines);
        // The tables show the numbers of the JSON, as it rounds them, so that they can be made from it again.
        results = [.. lines.Select(ResultJson.Read)];
        File.WriteAllText(text, Page(results, machine, command));
        string readme = Path.Combine(Repository.Root, "README.md");
        File.WriteAllText(readme, WithTable(File.ReadAllText(readme), Table(results)));
        return [json, text, readme];
    }

    public static string Table(IReadOnlyList<CaseResult> results) => string.Join('\n', [ResultTable.Head, .. results.Select(ResultTable.Row)]);

    /// <summary>A page with another table between its markers.</summary>
    public static string WithTable(string page, string table)
    {
        int start = page.IndexOf(ReadmeStart, StringComparison.Ordinal), end = page.IndexOf(ReadmeEnd, StringComparison.Ordinal);
        if (start < 0 || end < start) throw new InvalidInputException($"README.md has no place for the table: it needs the lines {ReadmeStart} and {ReadmeEnd}.");
        return page[..(start + ReadmeStart.Length)] + "\n\n" + table + "\n\n" + page[end..];
    }

    private static string Page(IReadOnlyList<CaseResult> results, Machine machine, string command) =>
        $"""
        # The engine beside its peers

        `{command}`, {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, {machine}.

        Medians of rounds in which the peak, the engine and the peers took turns, and the cores shared a cache; [docs/performance.md](../../docs/performance.md) says how to read them.

        {Table(results)}

        ## Each peer in its best configuration

        | network @ batch | peer | configuration | data points/s | the engine is times as fast |
        |---|---|---|---|---|
        {string.Join('\n', results.SelectMany(ResultTable.Peers))}

        """.ReplaceLineEndings("\n");
}

using System.Globalization;
using System.Text;
using Backprop.Long.Running;

namespace Backprop.Long.Reporting;

/// <summary>docs/reliability.md: what is promised, how it is proved, and what the last long run of each test came to.</summary>
internal static class ReliabilityReport
{
    private const string Beginning = """
        # Reliability

        What Backprop promises, how each promise is proved at every change, and what the long tests came to when they last ran (`.ci/run` runs a little of each). The file is made by them:

        ```
        dotnet run -c Release --project tests/long                               # everything; hours
        dotnet run -c Release --project tests/long -- --only kills,power-loss    # some; --scale 0.01 is a hundredth of the counts
        ```

        ## The guarantees
        """;

    public static string Of(IReadOnlyList<ILongTest> tests, IReadOnlyDictionary<string, LongResult> results)
    {
        var text = new StringBuilder(Beginning.ReplaceLineEndings("\n")).Append("\n\n");
        for (int number = 1; number <= Guarantees.All.Count; number++)
        {
            var (promise, proof) = Guarantees.All[number - 1];
            var proving = tests.Where(test => test.Guarantees.Contains(number)).Select(test => $"[{test.Name}](#{test.Name})").ToList();
            text.Append(CultureInfo.InvariantCulture, $"{number}. **{promise}** {proof}");
            if (proving.Count > 0) text.Append(CultureInfo.InvariantCulture, $" Long: {string.Join(", ", proving)}.");
            text.Append('\n');
        }
        text.Append("\n## The long run\n\n| test | run | of | failures | seconds | seed | day |\n|---|---|---|---|---|---|---|\n");
        foreach (var test in tests) text.Append(Row(test, results.GetValueOrDefault(test.Name)));
        if (results.Count > 0) text.Append(CultureInfo.InvariantCulture, $"\nOn {string.Join("; ", results.Values.Select(result => result.Processor).Distinct().Order(StringComparer.Ordinal))}.\n");
        text.Append("\n## What each proves\n");
        foreach (var test in tests) text.Append(Section(test, results.GetValueOrDefault(test.Name)));
        return text.ToString();
    }

    private static string Row(ILongTest test, LongResult? result) => result is null
        ? string.Create(CultureInfo.InvariantCulture, $"| [{test.Name}](#{test.Name}) | not yet | {test.Required:N0} {test.Unit} | | | | |\n")
        : string.Create(CultureInfo.InvariantCulture, $"| [{test.Name}](#{test.Name}) | {result.Done:N0} | {result.Required:N0} {test.Unit} | {result.Failed} | {result.Seconds:N0} | {result.Seed} | {result.Date} |\n");

    private static string Section(ILongTest test, LongResult? result)
    {
        var text = new StringBuilder($"\n### {test.Name}\n\n{test.Proves}\n");
        foreach (var (name, value) in result?.Notes ?? new Dictionary<string, string>()) text.Append(CultureInfo.InvariantCulture, $"\n- {name}: {value}");
        foreach (string failure in result?.Failures ?? []) text.Append(CultureInfo.InvariantCulture, $"\n- failed: {failure}");
        if (result is { Notes.Count: > 0 } or { Failures.Count: > 0 }) text.Append('\n');
        return text.ToString();
    }
}

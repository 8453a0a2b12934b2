using Backprop.Cli.Terminals;
using Backprop.Data;
using Spectre.Console;

namespace Backprop.Cli.Reports;

/// <summary>Which columns matter, measured before a person's eyes and shown as bars.</summary>
internal sealed class ImportanceText(CommandEnvironment environment)
{
    private const int MostColumns = 30, LongestBar = 24, LongestName = 30, ProgressWidth = 40;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Facts _facts = new(environment);
    private readonly Glyphs _glyphs = new(environment.Terminal);

    /// <summary>Measures; on a terminal a bar shows how far it is, unless nothing is to be shown.</summary>
    public PermutationImportance Measure(Model model, Dataset data, ImportanceOptions options, bool isQuiet)
    {
        environment.Interruption.Cooperate(
            environment.Error, "interrupted: stopping the measurement of importance, and reporting what there is; Ctrl-C again ends at once.", "stopped at once; nothing was written.");
        var cancellation = environment.Interruption.Token;
        if (isQuiet || !environment.Terminal.IsLive) return PermutationImportance.Of(model, data, options, null, cancellation);
        double done = 0;
        return Screen.Create(environment).Live(View(0)).AutoClear(true).Start(display =>
        {
            var gate = new Lock();
            using var timer = new Timer(_ => { lock (gate) display.UpdateTarget(View(Volatile.Read(ref done))); }, null, Interval, Interval);
            var importance = PermutationImportance.Of(model, data, options, new ShareListener(share => Volatile.Write(ref done, share)), cancellation);
            timer.Change(Timeout.Infinite, Timeout.Infinite);
            lock (gate) return importance;
        });
    }

    /// <summary>The columns, the most important first.</summary>
    public void Write(PermutationImportance importance)
    {
        var ranked = importance.Ranked;
        if (ranked.Count == 0)
        {
            _facts.Line("  importance: stopped before any column was measured");
            return;
        }
        string metric = importance.Evaluation is ClassificationEvaluation ? "accuracy" : $"R{_glyphs.Squared}";
        double most = Math.Max(ranked[0].LossIncrease, double.Epsilon);
        var shown = ranked.Take(MostColumns).ToList();
        string[] grows = Figures.Column(shown.Select(column => column.LossIncrease)), spread = Figures.Column(shown.Select(column => column.LossSpread));
        string[] falls = Figures.Column(shown.Select(column => column.MetricDecrease)), metricSpread = Figures.Column(shown.Select(column => column.MetricSpread));
        List<string[]> table =
        [
            ["column", "", "loss grows by", "+/-", $"{metric} falls by", "+/-"],
            .. shown.Select((column, row) => new[] { Name(column.Name), Bar(column.LossIncrease / most), grows[row], spread[row], falls[row], metricSpread[row] }),
        ];
        foreach (string line in new TextTable(column => column is 0 or 1).LinesWithin(environment.Terminal, table, [5, 3, 1])) _facts.Line(line);
        if (ranked.Count > MostColumns) _facts.Line($"  and {Figures.Count(ranked.Count - MostColumns, "column")} more; --json has all");
        if (!importance.IsComplete) _facts.Line("  stopped before all repeats were done");
        _facts.Space();
    }

    private string Bar(double share) => new(environment.Terminal.HasUnicode ? '█' : '#', (int)Math.Round(Math.Clamp(share, 0, 1) * LongestBar));

    private static string Name(string raw) => ErrorLine.Printable(raw) is var name && name.Length <= LongestName ? name : name[..(LongestName - 2)] + "..";

    private Markup View(double share)
    {
        int filled = (int)(share * ProgressWidth);
        var (full, empty) = environment.Terminal.HasUnicode ? ('━', '─') : ('#', '.');
        return new Markup($"[bold]importance of the columns[/]  {Math.Floor(share * 100):0} %  [green]{new string(full, filled)}[/][dim]{new string(empty, ProgressWidth - filled)}[/]");
    }

    private sealed class ShareListener(Action<double> listen) : IProgress<double>
    {
        public void Report(double value) => listen(value);
    }
}

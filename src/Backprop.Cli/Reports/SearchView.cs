using Backprop.Cli.Terminals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Backprop.Cli.Reports;

/// <summary>A running search as a table: the trials that came furthest, the best first, and what is being trained.</summary>
internal sealed class SearchView(SearchStart start, Terminal terminal)
{
    private const int MostRows = 16;

    private readonly Glyphs _glyphs = new(terminal);
    private volatile int _rung = 1;

    /// <summary>Takes the end of a rung in; from the thread that searches.</summary>
    public void Add(TrialReport report)
    {
        // The first trial is at the last rung before the others begin.
        if (report.Trial.Number > 1) _rung = report.Rung;
    }

    /// <summary>How it looks now.</summary>
    public IRenderable Render()
    {
        var search = start.Search;
        var (best, running, watch) = (search.Best?.Number ?? 0, search.Running, start.Options.Training.Watch);
        Trial[] tried = [.. search.Trials.Where(trial => trial.Epochs > 0 || trial.HasFailed)
            .OrderByDescending(trial => trial.Number == best).ThenBy(trial => trial.HasFailed).ThenByDescending(trial => trial.Epochs).ThenBy(trial => trial.Best is { } found ? watch.Badness(found) : double.PositiveInfinity).ThenBy(trial => trial.Number)];
        List<string[]> rows = [TrialCells.Heading(start.Loaded.Data.IsClassification, _glyphs.Squared), .. tried.Take(MostRows).Select(trial => TrialCells.Of(trial, trial.Number == best))];
        var lines = new TextTable(TrialCells.HoldsWords).LinesWithin(terminal, rows, [3, 4, 5, 2, 9, 7])
            .Select((line, index) => index == 1 && best > 0 ? $"[green]{line}[/]" : line).ToList();
        if (tried.Length > MostRows) lines.Add($"  [dim]and {Figures.Count(tried.Length - MostRows)} more[/]");
        lines.Add("");
        lines.Add(running is var (trial, position) ? Running(trial, position) : "");
        return new Rows(lines.Select(line => new Markup(line)));
    }

    private string Running(int trial, TrainingPosition position) => trial == 0
        ? $"  training trial {Figures.Count(start.Search.Best?.Number ?? 0)} on all data: epoch {Figures.Count(position.Epoch)} of {Figures.Count(start.Search.Best?.BestEpoch ?? 0)}"
        : $"  trial {Figures.Count(trial)} of {Figures.Count(start.Search.Trials.Count)}, rung {RungOf(trial)} of {start.Search.Rungs.Count}: epoch {Figures.Count(position.Epoch)} of {Figures.Count(start.Search.Rungs[RungOf(trial) - 1].Epochs)}";

    private int RungOf(int trial) => trial == 1 ? start.Search.Rungs.Count : Math.Clamp(RungBehind(start.Search.Trials[trial - 1].Epochs), _rung, start.Search.Rungs.Count);

    /// <summary>The rung that a trial with so many epochs is on its way to.</summary>
    private int RungBehind(int epochs) => start.Search.Rungs.Count(rung => rung.Epochs <= epochs) + 1;
}

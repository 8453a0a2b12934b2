namespace Backprop.Cli.Reports;

/// <summary>For a log: one line a trial at the end of each rung, without any control of a terminal.</summary>
internal sealed class PlainSearchReport(CommandEnvironment environment) : ISearchReport
{
    private static readonly int[] Widths = [5, 14, 10, 10, 7, 6, 6, 15, 8, 0];

    private readonly SearchText _text = new(environment);

    public void Start(SearchStart start)
    {
        _text.Start(start);
        Write(TrialCells.Heading(start.Loaded.Data.IsClassification, "2"));
    }

    public SearchResult Watch(Func<IProgress<TrialReport>, SearchResult> run) => run(new TrialListener(report => Write(TrialCells.Of(report.Trial, report.IsBest))));

    public void Finish(SearchOutcome outcome) => _text.Finish(outcome);

    private void Write(string[] cells) => environment.Out.WriteLine(ErrorLine.Printable(string.Join("  ", cells.Select((cell, column) =>
        TrialCells.HoldsWords(column) ? cell.PadRight(Widths[column]) : cell.PadLeft(Widths[column]))).TrimEnd()));
}

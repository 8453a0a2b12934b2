namespace Backprop.Cli.Reports;

/// <summary>Tells someone how a search goes: a person at a terminal, a log, a program.</summary>
internal interface ISearchReport
{
    /// <summary>Before the first trial.</summary>
    void Start(SearchStart start);

    /// <summary>Runs the search and reports its trials.</summary>
    /// <param name="run">Searches, telling its argument of each trial at the end of a rung.</param>
    SearchResult Watch(Func<IProgress<TrialReport>, SearchResult> run);

    /// <summary>After everything is measured and saved.</summary>
    void Finish(SearchOutcome outcome);
}

/// <summary>Chooses who is told of a search.</summary>
internal static class SearchReports
{
    public static ISearchReport For(CommandEnvironment environment, bool json, bool quiet) =>
        json ? new JsonSearchReport(environment.Out)
        : quiet ? new SilentSearchReport()
        : environment.Terminal.IsLive ? new LiveSearchReport(environment)
        : new PlainSearchReport(environment);
}

/// <summary>Calls a function for each trial, on the thread that searches.</summary>
internal sealed class TrialListener(Action<TrialReport> listen) : IProgress<TrialReport>
{
    public void Report(TrialReport value) => listen(value);
}

/// <summary>Nothing but errors.</summary>
internal sealed class SilentSearchReport : ISearchReport
{
    public void Start(SearchStart start)
    {
    }

    public SearchResult Watch(Func<IProgress<TrialReport>, SearchResult> run) => run(new TrialListener(_ => { }));

    public void Finish(SearchOutcome outcome)
    {
    }
}

using Backprop.Cli.Terminals;

namespace Backprop.Cli.Reports;

/// <summary>For a person at a terminal: a table of the trials that follows the search.</summary>
internal sealed class LiveSearchReport(CommandEnvironment environment) : ISearchReport
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly SearchText _text = new(environment);
    private SearchStart? _start;

    public void Start(SearchStart start)
    {
        _start = start;
        _text.Start(start);
    }

    public SearchResult Watch(Func<IProgress<TrialReport>, SearchResult> run)
    {
        var view = new SearchView(_start!, environment.Terminal);
        return LiveDisplay.Follow(environment, Interval, view.Render, () => run(new TrialListener(view.Add)));
    }

    public void Finish(SearchOutcome outcome) => _text.Finish(outcome);
}

using Backprop.Cli.Terminals;
using Spectre.Console;

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
        return Screen.Create(environment).Live(view.Render()).Start(display =>
        {
            Lock gate = new();
            // Only this timer draws; the search is never kept waiting by the terminal.
            using var timer = new Timer(_ => Draw(), null, Interval, Interval);
            try
            {
                return run(new TrialListener(view.Add));
            }
            finally
            {
                timer.Change(Timeout.Infinite, Timeout.Infinite);
                Draw();
            }

            void Draw()
            {
                lock (gate) display.UpdateTarget(view.Render());
            }
        });
    }

    public void Finish(SearchOutcome outcome) => _text.Finish(outcome);
}

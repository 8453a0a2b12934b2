using Backprop.Cli.Terminals;
using Spectre.Console;

namespace Backprop.Cli.Reports;

/// <summary>For a person at a terminal: a display that follows the training, also within long epochs.</summary>
internal sealed class LiveTrainingReport(CommandEnvironment environment) : ITrainingReport
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly TrainingText _text = new(environment);
    private TrainingStart? _start;

    public void Start(TrainingStart start)
    {
        _start = start;
        _text.Start(start);
    }

    public void Member(int member, int members, ModelTraining training)
    {
        _start = _start! with { Training = training };
        new Facts(environment).Write("Member", $"{member} of {members}, seed {training.Seed}");
    }

    public void Fold(int fold, int folds, Assessment test) => _text.Fold(fold, folds, test);

    public TrainingResult Watch(Func<IProgress<EpochReport>, TrainingResult> run)
    {
        var view = new ProgressView(_start!, environment.Terminal);
        return Screen.Create(environment).Live(view.Render()).Start(display =>
        {
            // Only this timer draws; training is never kept waiting by the terminal.
            using var timer = new Timer(_ => Draw(), null, Interval, Interval);
            var result = run(new EpochListener(view.Add));
            timer.Change(Timeout.Infinite, Timeout.Infinite);
            view.End(result);
            Draw();
            return result;

            void Draw()
            {
                lock (view) display.UpdateTarget(view.Render());
            }
        });
    }

    public void Finish(TrainingOutcome outcome) => _text.Finish(outcome);
}

using Backprop.Cli.Terminals;

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
        return LiveDisplay.Follow(environment, Interval, view.Render, () =>
        {
            var result = run(new EpochListener(view.Add));
            view.End(result);
            return result;
        });
    }

    public void Finish(TrainingOutcome outcome) => _text.Finish(outcome);
}

namespace Backprop.Cli.Reports;

/// <summary>Tells nobody.</summary>
internal sealed class SilentTrainingReport : ITrainingReport
{
    public void Start(TrainingStart start)
    {
    }

    public TrainingResult Watch(Func<IProgress<EpochReport>, TrainingResult> run) => run(new EpochListener(_ => { }));

    public void Finish(TrainingOutcome outcome)
    {
    }
}

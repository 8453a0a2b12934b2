namespace Backprop.Cli.Reports;

/// <summary>For a log: one line an epoch, without any control of a terminal.</summary>
internal sealed class PlainTrainingReport(CommandEnvironment environment) : ITrainingReport
{
    private readonly TrainingText _text = new(environment);
    private TrainingStart? _start;
    private bool _hasHeading;

    public void Start(TrainingStart start)
    {
        _start = start;
        _text.Start(start);
    }

    public void Member(int member, int members, ModelTraining training)
    {
        WriteHeading();
        environment.Out.WriteLine($"member {member} of {members}, seed {training.Seed}");
    }

    public void Fold(int fold, int folds, Assessment test) => _text.Fold(fold, folds, test);

    public TrainingResult Watch(Func<IProgress<EpochReport>, TrainingResult> run)
    {
        WriteHeading();
        return run(new EpochListener(Epoch));
    }

    public void Finish(TrainingOutcome outcome) => _text.Finish(outcome);

    /// <summary>Once, before the first epoch.</summary>
    private void WriteHeading()
    {
        if (_hasHeading) return;
        _hasHeading = true;
        environment.Out.WriteLine(Row("epoch", "train loss", Validated("validation loss"), Validated(Measure), "data points/s", ""));
    }

    private string Measure => _start!.Data.IsClassification ? "accuracy" : "R2";

    private string Validated(string column) => _start!.Training.ValidationRows > 0 ? column : "";

    private void Epoch(EpochReport report)
    {
        string quality = report.Validation switch
        {
            ClassificationEvaluation classes => Figures.Percent(classes.Accuracy),
            RegressionEvaluation numbers => Figures.Column(numbers.R2),
            _ => "",
        };
        string validation = report.Validation is { } evaluation ? Figures.Column(evaluation.Loss) : "";
        environment.Out.WriteLine(Row(
            $"{report.Epoch}/{_start!.Options.Training.Epochs}", Figures.Column(report.TrainLoss), validation, quality,
            Figures.Count((long)Math.Min(report.SamplesPerSecond, long.MaxValue)), report.IsBest ? "best" : ""));
    }

    private string Row(string epoch, string train, string validation, string quality, string speed, string note)
    {
        string held = _start!.Training.ValidationRows > 0 ? $"  {validation,15}  {quality,8}" : "";
        return $"{epoch,9}  {train,10}{held}  {speed,13}  {note}".TrimEnd();
    }
}

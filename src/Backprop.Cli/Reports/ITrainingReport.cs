namespace Backprop.Cli.Reports;

/// <summary>Tells someone how a training goes: a person at a terminal, a log, a program.</summary>
internal interface ITrainingReport
{
    /// <summary>Before the first epoch.</summary>
    void Start(TrainingStart start);

    /// <summary>Before the first epoch of a member of an ensemble.</summary>
    /// <param name="member">Which one, from 1.</param>
    /// <param name="members">How many there are.</param>
    /// <param name="training">Its training.</param>
    void Member(int member, int members, ModelTraining training)
    {
    }

    /// <summary>After the test of a fold of a cross-validation, before the training of the model itself.</summary>
    /// <param name="fold">Which one, from 1.</param>
    /// <param name="folds">How many there are.</param>
    /// <param name="test">The metrics on its rows.</param>
    void Fold(int fold, int folds, Assessment test)
    {
    }

    /// <summary>Runs the training and reports its epochs.</summary>
    /// <param name="run">Trains, telling its argument of each epoch.</param>
    TrainingResult Watch(Func<IProgress<EpochReport>, TrainingResult> run);

    /// <summary>After everything is measured and saved.</summary>
    void Finish(TrainingOutcome outcome);
}

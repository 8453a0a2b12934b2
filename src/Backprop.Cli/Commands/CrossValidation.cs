using Backprop.Cli.Data;
using Backprop.Cli.Reports;

namespace Backprop.Cli.Commands;

/// <summary>Trains on all folds but one and tests on that one, for each fold in turn.</summary>
/// <param name="environment">Where it is told, and who may interrupt it.</param>
/// <param name="plan">How many folds.</param>
/// <param name="checkpoints">Where each fold's training is kept, in a part of its own; null for nowhere.</param>
internal sealed class CrossValidation(CommandEnvironment environment, RunPlan plan, Checkpointing? checkpoints)
{
    /// <summary>Runs it; a fold whose training is kept as finished is only tested.</summary>
    /// <param name="folds">The data of each fold's training; gone through twice where there are checkpoints.</param>
    /// <param name="options">How each is trained.</param>
    /// <param name="report">Is told of each fold.</param>
    /// <param name="last">The training that follows the folds.</param>
    /// <returns>The test of each fold.</returns>
    /// <exception cref="InvalidInputException">One of them cannot go on from its checkpoints; nothing was trained.</exception>
    /// <exception cref="CommandFailure">A training diverged, or someone interrupted.</exception>
    public List<Assessment> Run(IEnumerable<LoadedData> folds, ModelOptions options, ITrainingReport report, ModelTraining last)
    {
        environment.Interruption.Cooperate(environment.Error, $"interrupted: stopping after this batch; {Kept} Ctrl-C again ends at once.{Resume}", $"stopped at once; no model was saved.{Resume}");
        if (checkpoints is not null)
        {
            foreach (var (index, fold) in folds.Index()) Training(fold, index + 1, options).CheckCheckpoints();
            last.CheckCheckpoints();
        }
        var assessments = new List<Assessment>();
        foreach (var fold in folds)
        {
            int number = assessments.Count + 1;
            var training = Training(fold, number, options);
            var result = training.Run(cancellation: environment.Interruption.Token);
            if (result.StopReason == StopReason.Diverged)
                throw new CommandFailure(ExitCode.Diverged, $"fold {number}: {DivergenceText.Of(result, training.Optimizer.LearningRate)}");
            ThrowIfInterrupted(number);
            assessments.Add(training.Model.Assess(fold.Test!, options.Training.Threads));
            report.Fold(number, plan.Folds, assessments[^1]);
            ThrowIfInterrupted(number);
        }
        return assessments;
    }

    private ModelTraining Training(LoadedData fold, int number, ModelOptions options) =>
        fold.Train(options with { Training = options.Training with { Checkpoints = checkpoints?.ForPart(plan.PartOfFold(number), isFirst: number == 1) } });

    private void ThrowIfInterrupted(int fold)
    {
        if (environment.Interruption.ExitCode is { } code) throw new CommandFailure(code, $"interrupted in fold {fold} of {plan.Folds}; no model was saved.{Resume}");
    }

    private string Kept => checkpoints is null ? "nothing is saved." : "a checkpoint is written.";

    private string Resume => checkpoints is null ? "" : $" {ResumeText.Of(checkpoints.Store.Name)}";
}

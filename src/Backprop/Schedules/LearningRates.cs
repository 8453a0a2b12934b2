namespace Backprop;

/// <summary>The learning rate of every step of one training: a linear warm-up, then a schedule over the steps that are left.</summary>
/// <param name="learningRate">η.</param>
/// <param name="schedule">Its factor.</param>
/// <param name="warmUpSteps">Steps of the warm-up, in which the rate rises along a line: 1/n, 2/n, …, 1.</param>
/// <param name="stepsOfEpoch">Steps of an epoch.</param>
/// <param name="steps">Steps of the training.</param>
internal sealed class LearningRates(double learningRate, Schedule schedule, long warmUpSteps, long stepsOfEpoch, long steps)
{
    private double _plateauFactor = 1;

    /// <summary>η of a step, from 0.</summary>
    public double At(long step)
    {
        if (step < warmUpSteps) return learningRate * (step + 1) / warmUpSteps;
        return learningRate * _plateauFactor * schedule.Factor(new ScheduleStep(step - warmUpSteps, stepsOfEpoch, steps - warmUpSteps));
    }

    /// <summary>Takes the validation losses of the epochs so far into account.</summary>
    public void Look(IReadOnlyList<double> validationLosses) => _plateauFactor = schedule.FactorAfter(validationLosses);
}

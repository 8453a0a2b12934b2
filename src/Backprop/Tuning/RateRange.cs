namespace Backprop;

/// <summary>
/// The learning-rate range test: the rate rises from step to step, and the loss tells which rates are of use.
/// Smith, "Cyclical learning rates for training neural networks", 2017.
/// </summary>
public sealed record RateRange
{
    /// <summary>The rate of the first step, above 0; default 1e-6.</summary>
    public float From { get; init; } = 1e-6f;

    /// <summary>The rate of the last step, above <see cref="From"/>; default 10.</summary>
    public float To { get; init; } = 10;

    /// <summary>The fewest steps, at least 10; default 200. Whole epochs are taken, so that every data point counts alike.</summary>
    public int LeastSteps { get; init; } = 200;

    /// <summary>β of the smoothing s ← β·s + (1 − β)·loss, shown as s/(1 − βᵗ), from 0 to below 1; default 0.95.</summary>
    public double Smoothing { get; init; } = 0.95;

    /// <summary>The test ends where the smoothed loss is this many times its least value so far; above 1, default 4.</summary>
    public double Explosion { get; init; } = 4;

    /// <exception cref="InvalidInputException">An option is out of its range.</exception>
    internal void Check()
    {
        if (!(From > 0 && To > From && float.IsFinite(To)))
            throw new InvalidInputException(FormattableString.Invariant($"The rate must rise from a number above 0 to a larger one, not from {From} to {To}."));
        if (LeastSteps < 10) throw new InvalidInputException($"A range test needs at least 10 steps, not {LeastSteps}.");
        if (!(Smoothing is >= 0 and < 1)) throw new InvalidInputException(FormattableString.Invariant($"The smoothing must be a number from 0 to below 1, not {Smoothing}."));
        if (!(Explosion > 1)) throw new InvalidInputException(FormattableString.Invariant($"The explosion must be a number above 1, not {Explosion}."));
    }
}

/// <summary>One step of a range test.</summary>
/// <param name="Rate">Its learning rate.</param>
/// <param name="Loss">The batch's mean loss before the step.</param>
/// <param name="Smoothed">The smoothed loss.</param>
public readonly record struct RatePoint(double Rate, double Loss, double Smoothed);

namespace Backprop;

/// <summary>
/// A mean of the weights along the way, which often generalizes better than where training ends: validation and the final model
/// have the mean, training goes on from the weights themselves.
/// </summary>
public sealed record WeightAveraging
{
    private WeightAveraging() { }

    /// <summary>d of an exponential mean; null for an equal one.</summary>
    public float? Decay { get; private init; }

    /// <summary>The first epoch of an equal mean, from 1; null for an exponential one.</summary>
    public int? FromEpoch { get; private init; }

    /// <summary>After every step a ← d·a + (1 − d)·w, from the first weights on. Polyak and Juditsky, "Acceleration of stochastic approximation by averaging", 1992.</summary>
    /// <param name="decay">d, from 0 to below 1; default 0.999.</param>
    /// <exception cref="InvalidInputException">The decay is out of range.</exception>
    public static WeightAveraging Exponential(float decay = 0.999f) => new() { Decay = OptimizerRange.BelowOne(decay, "decay of averaged weights") };

    /// <summary>The mean of the weights after each epoch from the given one on. Izmailov et al., "Averaging weights leads to wider optima and better generalization", 2018.</summary>
    /// <param name="epoch">The first epoch whose weights count, from 1.</param>
    /// <exception cref="InvalidInputException">The epoch is below 1.</exception>
    public static WeightAveraging Equal(int epoch) => epoch >= 1
        ? new() { FromEpoch = epoch }
        : throw new InvalidInputException($"The first epoch of averaged weights must be 1 or later, not {epoch}.");

    /// <summary>As on the command line: <c>ema:0.999</c>, <c>swa:30</c>.</summary>
    public override string ToString() => Decay is { } decay ? FormattableString.Invariant($"ema:{decay}") : FormattableString.Invariant($"swa:{FromEpoch}");
}

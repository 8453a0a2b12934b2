namespace Backprop;

/// <summary>A candidate of a search, and how it did so far.</summary>
/// <param name="Number">Its number, from 1; the first has the options that the search is around.</param>
/// <param name="Options">Its options.</param>
public sealed record Trial(int Number, ModelOptions Options)
{
    /// <summary>Loss and metrics on the validation data after each epoch that it was trained for.</summary>
    public IReadOnlyList<Evaluation> Curve { get; init; } = [];

    /// <summary>Why its training ended; null while it could go on.</summary>
    public StopReason? End { get; init; }

    /// <summary>What was wrong, where it diverged or could not be trained at all; null otherwise.</summary>
    public string? Failure { get; init; }

    /// <summary>Epochs that it was trained for.</summary>
    public int Epochs => Curve.Count;

    /// <summary>Whether it is out of the question: it diverged, or could not be trained.</summary>
    public bool HasFailed => Failure is not null;

    /// <summary>The epoch that was best, from 1, by what is watched; 0 where none has a finite number.</summary>
    public int BestEpoch => BestOf(Curve.Count).Epoch;

    /// <summary>Its best evaluation; null where there is none.</summary>
    public Evaluation? Best => BestEpoch is > 0 and var epoch ? Curve[epoch - 1] : null;

    /// <summary>How bad its best epoch was, of the first so many; infinite where it failed before their end.</summary>
    internal double Badness(int epochs) => HasFailed && Curve.Count < epochs ? double.PositiveInfinity : BestOf(epochs).Badness;

    /// <summary>Whether nothing is left to train up to an epoch.</summary>
    internal bool HasReached(int epochs) => Curve.Count >= epochs || End is not null || HasFailed;

    private (int Epoch, double Badness) BestOf(int epochs)
    {
        (int Epoch, double Badness) best = (0, double.PositiveInfinity);
        for (int i = 0; i < Math.Min(epochs, Curve.Count); i++)
            if (Options.Training.Watch.Badness(Curve[i]) is var badness && badness < best.Badness && double.IsFinite(badness)) best = (i + 1, badness);
        return best;
    }
}

/// <summary>What a search tells of a trial whenever it has come to the end of a rung.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Rung">Which rung, from 1.</param>
/// <param name="IsBest">Whether no trial is better so far.</param>
/// <param name="IsResumed">Whether the study had it already, as far as it came: nothing of it was trained in this run.</param>
public readonly record struct TrialReport(Trial Trial, int Rung, bool IsBest, bool IsResumed);

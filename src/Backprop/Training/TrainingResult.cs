namespace Backprop;

/// <summary>How training ended and how it went.</summary>
/// <param name="StopReason">Why it ended.</param>
/// <param name="Epochs">The report of each epoch that was finished.</param>
/// <param name="BestEpoch">The epoch whose parameters the network has now, from 1; 0 where none was finished.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Divergence">What was not finite, in which epoch and batch; null unless training diverged.</param>
public sealed record TrainingResult(
    StopReason StopReason, IReadOnlyList<EpochReport> Epochs, int BestEpoch, double Seconds, string? Divergence)
{
    /// <summary>Whether training diverged before its first update, so that the learning rate cannot be the cause.</summary>
    public bool DivergedBeforeAnyUpdate { get; init; }
}

namespace Backprop;

/// <summary>What one epoch brought.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="TrainLoss">The mean loss over the training data as the batches went by, so of parameters that still changed.</param>
/// <param name="Validation">Loss and metrics on the validation data after the epoch, or null without such data.</param>
/// <param name="SamplesPerSecond">Training data points a second, validation aside.</param>
/// <param name="IsBest">Whether the validation loss is the lowest so far.</param>
public sealed record EpochReport(int Epoch, double TrainLoss, Evaluation? Validation, double SamplesPerSecond, bool IsBest)
{
    /// <summary>Updates since the beginning of the training.</summary>
    public long Step { get; init; }

    /// <summary>The learning rate of the last one.</summary>
    public double LearningRate { get; init; }
}

namespace Backprop;

/// <summary>What one batch brought.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Batch">The batch of the epoch, from 1.</param>
/// <param name="Batches">Batches of an epoch.</param>
/// <param name="Step">Updates so far, this one included.</param>
/// <param name="Points">Data points of the batch.</param>
/// <param name="Loss">Their mean loss before the update.</param>
/// <param name="LearningRate">The learning rate of the update.</param>
public readonly record struct BatchReport(int Epoch, int Batch, int Batches, long Step, int Points, double Loss, double LearningRate);

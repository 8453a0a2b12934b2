namespace Backprop;

/// <summary>Where a running training stands.</summary>
/// <param name="Epoch">The epoch, from 1; 0 before the first.</param>
/// <param name="PointsDone">Data points of this epoch that have been trained on.</param>
/// <param name="Points">Data points of an epoch.</param>
public readonly record struct TrainingPosition(int Epoch, int PointsDone, int Points);

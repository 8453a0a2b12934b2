namespace Backprop.Benchmarks.Sweeping;

/// <summary>One size that was measured.</summary>
/// <param name="Width">Neurons of each layer, and inputs.</param>
/// <param name="Batch">Data points of a batch.</param>
/// <param name="Depth">Layers.</param>
/// <param name="Threads">Threads.</param>
/// <param name="SamplesPerSecond">Data points a second.</param>
/// <param name="FractionOfPeak">The share of what so many threads reach in registers.</param>
internal sealed record SweepPoint(int Width, int Batch, int Depth, int Threads, double SamplesPerSecond, double FractionOfPeak);

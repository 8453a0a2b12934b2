using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Limits;

/// <summary>What the processor can do at most, measured.</summary>
/// <param name="Threads">One per core.</param>
/// <param name="Peak">Multiply-add operations a second on one thread, two for each.</param>
/// <param name="PeakOfAll">The same on all threads at once.</param>
/// <param name="Kernel">Operations a second of the product on one thread, its operands in the first cache.</param>
/// <param name="Rates">For working sets of some bytes, the bytes a second that one thread reads.</param>
/// <param name="Round">Nanoseconds for giving the team work and waiting for its end.</param>
/// <param name="Distance">Nanoseconds from core to core.</param>
internal sealed record MachineLimits(int Threads, double Peak, double PeakOfAll, double Kernel, IReadOnlyList<(int Bytes, double Rate)> Rates, double Round, double Distance)
{
    private static readonly int[] Sizes = [16 << 10, 128 << 10, 384 << 10, 4 << 20, 64 << 20];

    public static MachineLimits Measure(int threads) => new(
        threads, MultiplyAddPeak.Measure(1, 0.3), MultiplyAddPeak.Measure(threads, 0.3), KernelRate.Measure(),
        [.. Sizes.Select(bytes => (bytes, MemoryRate.Measure(bytes)))], TeamCost.Measure(threads), CoreDistance.Measure());

    /// <summary>Bytes a second out of a working set of so many: the measured size that is the next larger one.</summary>
    public double RateOf(long bytes) => Rates.FirstOrDefault(rate => rate.Bytes >= bytes, Rates[^1]).Rate;
}

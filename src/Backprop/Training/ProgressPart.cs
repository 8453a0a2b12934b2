namespace Backprop;

/// <summary>A part of some work, as a stretch of the progress of the whole.</summary>
/// <param name="whole">Is told of the whole.</param>
/// <param name="from">The share of the whole that is done when the part begins.</param>
/// <param name="to">The share that is done when it ends.</param>
internal sealed class ProgressPart(IProgress<double> whole, double from, double to) : IProgress<double>
{
    public void Report(double value) => whole.Report(from + (to - from) * value);

    /// <summary>The part, or nobody who is told.</summary>
    public static ProgressPart? Of(IProgress<double>? whole, double from, double to) => whole is null ? null : new ProgressPart(whole, from, to);
}

using System.Diagnostics;
using System.Globalization;

namespace Backprop.Long.Running;

/// <summary>Memory, handles and threads of this process over time, and whether they stay flat.</summary>
internal sealed class ResourceCurve
{
    private const double Mebibyte = 1 << 20;

    // Before that, code is compiled and buffers of the pool grow.
    private const double WarmUp = 0.1;

    // Fewer say nothing about a trend.
    private const int LeastSamples = 24;

    /// <summary>
    /// How much more the mean of the last quarter may be than that of the first: what a leak of one small object or handle a round would
    /// exceed many times over in an hour of thousands of rounds, and what a garbage collector does of itself does not reach.
    /// </summary>
    private static readonly (string Name, Func<Sample, double> Of, double Absolute, double Relative)[] Kinds =
    [
        ("managed heap after a collection, MiB", sample => sample.Heap, 2, 0.05),
        ("working set, MiB", sample => sample.WorkingSet, 24, 0.1),
        ("open file descriptors", sample => sample.Handles, 3, 0),
        ("threads", sample => sample.Threads, 4, 0),
    ];

    private readonly List<Sample> _samples = [];

    private readonly record struct Sample(double Heap, double WorkingSet, double Handles, double Threads);

    public void Add()
    {
        // Twice: what finalizers let go of is collected by the second one.
        for (int pass = 0; pass < 2; pass++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        using var process = Process.GetCurrentProcess();
        int handles = Directory.Exists("/proc/self/fd") ? Directory.GetFileSystemEntries("/proc/self/fd").Length : process.HandleCount;
        _samples.Add(new Sample(GC.GetTotalMemory(forceFullCollection: false) / Mebibyte, process.WorkingSet64 / Mebibyte, handles, process.Threads.Count));
    }

    /// <summary>Notes the curves, and fails those that grow.</summary>
    public void Judge(LongRun run)
    {
        var samples = _samples.Skip((int)(WarmUp * _samples.Count)).ToList();
        run.Note("samples", $"{_samples.Count}");
        if (samples.Count < LeastSamples) return;
        foreach (var (name, of, absolute, relative) in Kinds)
        {
            double first = samples.Take(samples.Count / 4).Average(of), last = samples.TakeLast(samples.Count / 4).Average(of);
            string curve = string.Create(CultureInfo.InvariantCulture, $"{first:F1} in the first quarter, {last:F1} in the last, at most {samples.Max(of):F1}");
            run.Note(name, curve);
            if (last > first + absolute + relative * first) run.Fail($"{name} grows: {curve}");
        }
    }
}

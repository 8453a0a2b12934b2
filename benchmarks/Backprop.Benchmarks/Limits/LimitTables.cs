using System.Globalization;
using System.Text;
using Backprop.Benchmarks.Costing;
using Backprop.Benchmarks.Measuring;

namespace Backprop.Benchmarks.Limits;

/// <summary>The tables of <c>limits</c>, in Markdown.</summary>
internal static class LimitTables
{
    private const double Micro = 1e6;

    public static string Of(MachineLimits machine)
    {
        var text = new StringBuilder("| limit of the machine | measured |\n|---|---|\n");
        text.Append(CultureInfo.InvariantCulture, $"| multiply-adds, operations a second | {machine.Peak / 1e9:0.0} G on one thread, {machine.PeakOfAll / 1e9:0.0} G on {machine.Threads} |\n| the product of operands in the first cache | {machine.Kernel / 1e9:0.0} G on one thread, {machine.Kernel / machine.Peak * 100:0} % of the peak |\n");
        foreach (var (bytes, rate) in machine.Rates)
            text.Append(CultureInfo.InvariantCulture, $"| reading {(bytes >= 1 << 20 ? $"{bytes >> 20} MB" : $"{bytes >> 10} KB")} again and again, one thread | {rate / 1e9:0} GB/s |\n");
        text.Append(CultureInfo.InvariantCulture, $"| giving a team work and waiting for its end | {machine.Round:0} ns |\n| from core to core | {machine.Distance:0} ns |\n");
        return text.ToString();
    }

    public static string OfStep(Case measured, MachineLimits machine, double seconds)
    {
        var alone = Phases(measured, 1, seconds);
        var shared = Phases(measured, machine.Threads, seconds);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{measured.Name}: the phases of a step\n\n| phase | at least, µs on one thread | one thread, µs | of its peak | {machine.Threads} threads, µs | of their peak |\n|---|---|---|---|---|---|\n");
        for (int i = 0; i < alone.Count; i++) Row(text, machine, alone[i].Name, alone[i].MultiplyAdds, alone[i].Seconds, shared[i].Seconds);
        Row(text, machine, "all", alone.Sum(phase => phase.MultiplyAdds), alone.Sum(phase => phase.Seconds), shared.Sum(phase => phase.Seconds));
        return text.ToString();
    }

    public static string OfPrediction(Case measured, MachineLimits machine, double seconds)
    {
        double time = 1 / new EngineRun(measured, Addition.Nothing).Measure(1, seconds);
        long weights = Enumerable.Range(1, measured.Layers.Count - 1).Sum(l => (long)measured.Layers[l] * measured.Layers[l - 1]), bytes = weights * sizeof(float);
        return string.Create(CultureInfo.InvariantCulture, $"""
            {measured.Name}: {time * Micro:0.00} µs; its {weights:N0} multiply-adds take at least {2 * weights / machine.Peak * Micro:0.00} µs, and to read each of its {bytes:N0} bytes of weights once at least {bytes / machine.RateOf(bytes) * Micro:0.00} µs.

            """).ReplaceLineEndings("\n");
    }

    private static IReadOnlyList<(string Name, long MultiplyAdds, double Seconds)> Phases(Case measured, int threads, double seconds)
    {
        using var phases = new StepPhases(measured, threads);
        return phases.Measure(seconds);
    }

    private static void Row(StringBuilder text, MachineLimits machine, string name, long multiplyAdds, double alone, double shared)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {Cell(2 * multiplyAdds / machine.Peak * Micro)} | {alone * Micro:0.00} | {Share(multiplyAdds, alone, machine.Peak)} | {shared * Micro:0.00} | {Share(multiplyAdds, shared, machine.PeakOfAll)} |\n");
    }

    private static string Cell(double value) => value == 0 ? "" : value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Share(long multiplyAdds, double time, double peak) => multiplyAdds == 0 ? "" : (2 * multiplyAdds / time / peak * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}

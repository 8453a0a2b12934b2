using System.Diagnostics;
using System.Globalization;

namespace Backprop.Tests.Hostile;

/// <summary>What became of many mutants of one reader.</summary>
/// <param name="Loaded">Those that were read.</param>
/// <param name="Refused">Those that were refused by the documented exception.</param>
/// <param name="Slowest">The longest that reading one took, in seconds.</param>
/// <param name="LargestShare">The most that reading one allocated, as a share of its bound.</param>
/// <param name="Failures">What must not be, a line each.</param>
internal sealed record MutationResult(int Loaded, int Refused, double Slowest, double LargestShare, IReadOnlyList<string> Failures);

/// <summary>Has a reader read mutants, and holds it to what it promises: a typed refusal or a valid load, in bounded time and memory.</summary>
internal static class Mutations
{
    // A file of kilobytes is read in microseconds: what takes longer than this does not end. A stall of the machine is told from it by trying again.
    private const double MostSeconds = 2;
    private const int Tries = 3, MostFailures = 20, LongestLine = 6 * 2000;

    public static MutationResult Run(HostileReader reader, uint first, uint count)
    {
        int loaded = 0;
        var (slowest, share) = (0.0, 0.0);
        var failures = new List<string>();
        foreach (byte[] original in reader.Originals)
            if (!Read(reader, original).Loaded) failures.Add($"{reader.Name}: an original is refused");
        for (uint number = first; number != unchecked(first + count) && failures.Count < MostFailures; number++)
        {
            byte[] mutant = reader.Mutant(number);
            var reading = Read(reader, mutant);
            if (reading.Loaded) loaded++;
            slowest = Math.Max(slowest, reading.Seconds);
            share = Math.Max(share, (double)reading.Allocated / reader.MostAllocated(GzipEdits.ContentLength(mutant)));
            if (reading.Fault is { } fault) failures.Add($"{reader.Name}, mutant {number} ({Keep(reader, number, mutant)}): {fault}");
        }
        return new MutationResult(loaded, (int)count - loaded, slowest, share, failures);
    }

    /// <summary>One reading of one file.</summary>
    /// <param name="Loaded">Whether it was read.</param>
    /// <param name="Allocated">Bytes that the reader allocated.</param>
    /// <param name="Seconds">How long it took.</param>
    /// <param name="Fault">What must not be; null where nothing is wrong.</param>
    public readonly record struct Reading(bool Loaded, long Allocated, double Seconds, string? Fault);

    public static Reading Read(HostileReader reader, byte[] file)
    {
        Reading reading = default;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            reading = ReadOnce(reader, file);
            if (reading.Seconds <= MostSeconds) break;
        }
        long bound = reader.MostAllocated(GzipEdits.ContentLength(file));
        string? fault = reading.Fault
            ?? (reading.Seconds > MostSeconds ? string.Create(CultureInfo.InvariantCulture, $"took {reading.Seconds:F1} s") : null)
            ?? (reading.Allocated > bound ? $"allocated {reading.Allocated} bytes for a file of {file.Length}, more than {bound}" : null);
        return reading with { Fault = fault };
    }

    private static Reading ReadOnce(HostileReader reader, byte[] file)
    {
        reader.Put(file);
        long before = GC.GetAllocatedBytesForCurrentThread(), begin = Stopwatch.GetTimestamp();
        bool loaded = Tried(reader.Load, out string? fault);
        var (seconds, allocated) = (Stopwatch.GetElapsedTime(begin).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - before);
        if (loaded) loaded = Tried(reader.Use, out fault);
        return new Reading(loaded, allocated, seconds, fault);
    }

    private static bool Tried(Action action, out string? fault)
    {
        fault = null;
        try
        {
            action();
            return true;
        }
        catch (InvalidInputException refusal)
        {
            fault = FaultOf(refusal.Message);
        }
        catch (Exception exception)
        {
            fault = $"{exception.GetType().Name}: {exception.Message} {exception.StackTrace}".ReplaceLineEndings(" ");
        }
        return false;
    }

    /// <summary>A refusal is one line of bearable length.</summary>
    private static string? FaultOf(string line) =>
        line.Any(char.IsControl) ? $"the refusal has control characters: {string.Concat(line.Select(c => char.IsControl(c) ? '?' : c))}"
        : line.Length > LongestLine ? $"the refusal has {line.Length} characters: {line[..LongestLine]}…"
        : line.Length < 20 ? $"the refusal says nothing: {line}" : null;

    private static string Keep(HostileReader reader, uint number, byte[] mutant)
    {
        string path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"backprop-hostile-{reader.Name}-{number}"));
        File.WriteAllBytes(path, mutant);
        return path;
    }
}

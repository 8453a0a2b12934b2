using System.Globalization;
using Backprop.Long.Running;
using Backprop.Tests.Hostile;

namespace Backprop.Long.Tests;

/// <summary>Millions of mutants of every reader's files, on all processors.</summary>
internal sealed class MutatedFiles : ILongTest
{
    // Mutants of other seeds, and those of every CI run, have other numbers.
    private const uint NumbersOfASeed = 1 << 27, AtEveryRun = 10_000, InARound = 500;

    private readonly Dictionary<string, Counts> _counts = [];

    public string Name => "mutated-files";

    public string Proves => "Each reader refuses a mutated file in one line, by the documented exception, or loads what can be used, within 2 seconds and within its bound of memory. Mutators know the formats: lengths, shapes, JSON, dictionaries, archives, trailers; digests are sealed again, so that what stands behind them is reached.";

    public IReadOnlyList<int> Guarantees => [4, 5];

    public string Unit => "files";

    public long Required => 5_000_000;

    public void Run(LongRun run) => Parallel.For(0, Environment.ProcessorCount, new ParallelOptions { CancellationToken = run.Cancellation }, worker =>
    {
        HostileReader[] readers = [.. HostileReaders.Names.Select(HostileReaders.Create)];
        try
        {
            for (uint round = (uint)worker; run.GoesOn; round += (uint)Environment.ProcessorCount)
                foreach (var reader in readers)
                    if (run.GoesOn) Round(run, reader, round);
        }
        finally
        {
            foreach (var reader in readers) reader.Dispose();
        }
    });

    private void Round(LongRun run, HostileReader reader, uint round)
    {
        uint count = InARound * (uint)reader.Share;
        var result = Mutations.Run(reader, unchecked(((uint)run.Seed * NumbersOfASeed) + AtEveryRun + (round * count)), count);
        foreach (string failure in result.Failures) run.Fail(failure);
        lock (_counts)
        {
            var before = _counts.GetValueOrDefault(reader.Name);
            var now = new Counts(before.Loaded + result.Loaded, before.Refused + result.Refused, Math.Max(before.Slowest, result.Slowest), Math.Max(before.LargestShare, result.LargestShare));
            _counts[reader.Name] = now;
            run.Note(reader.Name, string.Create(CultureInfo.InvariantCulture, $"{now.Loaded:N0} loaded, {now.Refused:N0} refused; the slowest took {1000 * now.Slowest:N0} ms; the most memory was {now.LargestShare:P0} of the bound"));
        }
        run.Count(count);
    }

    private readonly record struct Counts(long Loaded, long Refused, double Slowest, double LargestShare);
}

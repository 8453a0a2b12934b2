using System.Globalization;
using Backprop.Long.Running;
using Backprop.Tests.Tabular;

namespace Backprop.Long.Tests;

/// <summary>Random tables, written and read again under many cultures.</summary>
internal sealed class CsvRoundTrips : ILongTest
{
    private const int Tables = 100_000;

    public string Name => "csv-round-trips";

    public string Proves => "Tables of random floats, gaps and texts, with every delimiter, line end, quoting and encoding, have the same bits and the same texts when they are read again, under ten cultures.";

    public IReadOnlyList<int> Guarantees => [10];

    public string Unit => "round trips";

    public long Required => (long)Tables * RandomTable.Cultures.Count;

    public void Run(LongRun run)
    {
        long cells = 0, next = -1;
        Parallel.For(0, Environment.ProcessorCount, new ParallelOptions { CancellationToken = run.Cancellation }, worker =>
        {
            var before = CultureInfo.CurrentCulture;
            string path = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : run.Folder, FormattableString.Invariant($"backprop-csv-{Environment.ProcessId}-{worker}"));
            try
            {
                while (run.GoesOn && Interlocked.Increment(ref next) is var number && number * RandomTable.Cultures.Count < run.Wanted)
                {
                    var table = RandomTable.Create((uint)number, (ulong)run.Seed);
                    File.WriteAllBytes(path, table.Bytes);
                    foreach (var culture in RandomTable.Cultures)
                    {
                        CultureInfo.CurrentCulture = culture;
                        if (table.Difference(path) is { } difference) run.Fail($"table {number}, {culture.NumberFormat.NumberDecimalSeparator}: {difference}");
                        run.Count();
                    }
                    Interlocked.Add(ref cells, (long)table.Cells * RandomTable.Cultures.Count);
                }
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
                File.Delete(path);
            }
        });
        run.Note("cells compared", string.Create(CultureInfo.InvariantCulture, $"{cells:N0}"));
    }
}

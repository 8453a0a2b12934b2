using System.Collections.Concurrent;
using System.Diagnostics;

namespace Backprop.Long.Running;

/// <summary>
/// One run of a long test: how many cases are wanted, what was counted, a folder of its own. Cases may be counted from several threads.
/// </summary>
internal sealed class LongRun : IDisposable
{
    private const int MostExamples = 10;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly double _mostSeconds;
    private readonly CancellationToken _cancellation;
    private readonly ProgressLine _progress;
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly SortedDictionary<string, string> _notes = new(StringComparer.Ordinal);
    private long _done, _failed;

    /// <param name="name">The test's.</param>
    /// <param name="wanted">How many cases are wanted.</param>
    /// <param name="seed">What everything random in it is drawn from.</param>
    /// <param name="mostSeconds">When it shall end, whatever it has done.</param>
    /// <param name="cancellation">Asks it to end after the running case.</param>
    public LongRun(string name, long wanted, int seed, double mostSeconds, CancellationToken cancellation)
    {
        (Wanted, Seed, _mostSeconds, _cancellation) = (wanted, seed, mostSeconds, cancellation);
        _progress = new ProgressLine(name, wanted);
    }

    public long Wanted { get; }

    public int Seed { get; }

    /// <summary>An empty folder, removed when the run ends.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("backprop-long-").FullName;

    /// <summary>Cases that were counted, failed ones included.</summary>
    public long Done => Volatile.Read(ref _done);

    public long Failed => Volatile.Read(ref _failed);

    public double Seconds => _clock.Elapsed.TotalSeconds;

    /// <summary>The first failures, a line each.</summary>
    public IReadOnlyList<string> Failures => [.. _failures];

    /// <summary>What was measured beside.</summary>
    public IReadOnlyDictionary<string, string> Notes => _notes;

    public bool IsCancelled => _cancellation.IsCancellationRequested;

    public CancellationToken Cancellation => _cancellation;

    /// <summary>Whether another case is wanted and there is time for it.</summary>
    public bool GoesOn => Done < Wanted && Seconds < _mostSeconds && !IsCancelled;

    /// <summary>Random numbers of one case, the same in every run with this seed, whatever ran before.</summary>
    public Random RandomOf(long number) => new(unchecked(Seed * 1_000_003 + (int)number));

    /// <summary>Runs cases 0, 1, … one after the other while the run goes on; one that throws is a failure.</summary>
    public void Each(Action<long> act)
    {
        for (long number = 0; GoesOn; number++) Case(FormattableString.Invariant($"case {number}"), () => act(number));
    }

    /// <summary>Runs one case and counts it; one that throws is a failure.</summary>
    public void Case(string what, Action act)
    {
        try
        {
            act();
            Count();
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !IsCancelled)
        {
            Fail($"{what}: {exception.GetType().Name}: {exception.Message}");
            Count();
        }
    }

    /// <summary>Counts cases that passed.</summary>
    public void Count(long cases = 1)
    {
        Interlocked.Add(ref _done, cases);
        _progress.Show(Done, Failed, Seconds);
    }

    /// <summary>Notes that something which must hold does not. The case itself is counted by <see cref="Count"/>.</summary>
    public void Fail(string what)
    {
        Interlocked.Increment(ref _failed);
        if (_failures.Count < MostExamples) _failures.Enqueue(what);
        _progress.Line($"FAILED {what}");
    }

    /// <summary>Adds a measurement to the report; one of that name is replaced.</summary>
    public void Note(string name, string value)
    {
        lock (_notes) _notes[name] = value;
    }

    public void Dispose()
    {
        _progress.End(Done, Failed, Seconds);
        Directory.Delete(Folder, recursive: true);
    }
}

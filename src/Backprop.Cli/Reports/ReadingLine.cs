using System.Diagnostics;
using Backprop.Tabular;

namespace Backprop.Cli.Reports;

/// <summary>On a terminal, a line on stderr that follows reading, once it takes longer than a second; it is gone when reading ends.</summary>
internal sealed class ReadingLine(CommandEnvironment environment, TimeSpan patience) : IProgress<ReadingProgress>, IDisposable
{
    private const string Erase = "\r\e[K";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = patience;
    private bool _isShown;

    public ReadingLine(CommandEnvironment environment) : this(environment, TimeSpan.FromSeconds(1))
    {
    }

    /// <summary>The line, or nobody who is told, where it is unwanted or stderr is no terminal.</summary>
    public static ReadingLine? For(CommandEnvironment environment, bool isWanted) => isWanted && environment.HasLiveErrors ? new ReadingLine(environment) : null;

    public void Report(ReadingProgress value)
    {
        var now = _clock.Elapsed;
        if (now < _next) return;
        _next = now + Interval;
        _isShown = true;
        environment.Error.Write(Erase + TextOf(value));
    }

    public void Dispose()
    {
        if (_isShown) environment.Error.Write(Erase);
        _isShown = false;
    }

    /// <summary>Such as <c>reading: 1,200,000 rows, 28.6 MiB of 57.2 MiB, 50 %</c>.</summary>
    internal static string TextOf(ReadingProgress progress)
    {
        string read = $"{progress.Step}: {Figures.Count(progress.Rows, "row")}, {Figures.Bytes(progress.Bytes)}";
        return progress.TotalBytes > 0
            ? $"{read} of {Figures.Bytes(progress.TotalBytes)}, {100 * Math.Min(progress.Bytes, progress.TotalBytes) / progress.TotalBytes} %"
            : read;
    }
}

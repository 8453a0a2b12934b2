using System.Diagnostics;

namespace Backprop.Cli.Reports;

/// <summary>On a terminal, a line on stderr about work that takes longer than a second; it is gone when the work ends.</summary>
/// <param name="environment">Whose stderr it is.</param>
/// <param name="patience">How long the work may take without it.</param>
internal sealed class LiveLine(CommandEnvironment environment, TimeSpan patience) : IDisposable
{
    /// <summary>How long work may usually take before anything is said of it.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(1);

    private const string Erase = "\r\e[K";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = patience;
    private bool _isShown;

    /// <summary>Whether it would be seen: it is wanted, and stderr is a terminal.</summary>
    public static bool IsSeen(CommandEnvironment environment, bool isWanted) => isWanted && environment.HasLiveErrors;

    /// <summary>Shows a text, where it is time for another one.</summary>
    public void Show(Func<string> text)
    {
        var now = _clock.Elapsed;
        if (now < _next) return;
        _next = now + Interval;
        _isShown = true;
        environment.Error.Write(Erase + text());
    }

    /// <summary>Takes it away, so that something else can be said.</summary>
    public void Clear()
    {
        if (_isShown) environment.Error.Write(Erase);
        _isShown = false;
    }

    public void Dispose() => Clear();
}

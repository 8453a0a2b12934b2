using System.Globalization;

namespace Backprop.Long.Running;

/// <summary>How far a test is, on standard error: redrawn on a terminal, now and then a line elsewhere.</summary>
internal sealed class ProgressLine(string name, long wanted)
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(0.5), Seldom = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private readonly bool _isLive = !Console.IsErrorRedirected;
    private DateTime _shown = DateTime.UtcNow;

    public void Show(long done, long failed, double seconds)
    {
        lock (_gate)
        {
            if (DateTime.UtcNow - _shown < (_isLive ? Often : Seldom)) return;
            _shown = DateTime.UtcNow;
            string text = Text(done, failed, seconds);
            if (_isLive) Console.Error.Write($"\r{text}\e[K");
            else Console.Error.WriteLine(text);
        }
    }

    public void Line(string text)
    {
        lock (_gate) Console.Error.WriteLine(_isLive ? $"\r\e[K{name}: {text}" : $"{name}: {text}");
    }

    public void End(long done, long failed, double seconds) => Line(Text(done, failed, seconds)[(name.Length + 2)..]);

    private string Text(long done, long failed, double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}: {done:N0} of {wanted:N0}, {failed} failures, {seconds:F0} s");
}

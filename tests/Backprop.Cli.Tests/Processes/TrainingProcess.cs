using System.Diagnostics;

namespace Backprop.Cli.Tests.Processes;

/// <summary>A command line in a process of its own, which can be sent signals at moments that its output or its files tell.</summary>
internal sealed class TrainingProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60), Look = TimeSpan.FromMilliseconds(5);

    private readonly Process _process;
    private readonly List<string> _out = [], _error = [];
    private bool _hasEnded;

    /// <param name="arguments">The command line.</param>
    /// <param name="vectorWidth">What BACKPROP_SIMD says; <c>scalar</c> gives signals the time to arrive, and changes no bit.</param>
    public TrainingProcess(IEnumerable<string> arguments, string? vectorWidth = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll"), .. arguments])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C";
        if (vectorWidth is not null) start.Environment["BACKPROP_SIMD"] = vectorWidth;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_out, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its standard input.</summary>
    public StreamWriter Input => _process.StandardInput;

    /// <summary>Lines of the standard output so far; all of them once <see cref="ExitCode"/> was asked for.</summary>
    public IReadOnlyList<string> Out => Copy(_out);

    /// <summary>Lines of stderr, likewise.</summary>
    public IReadOnlyList<string> Error => Copy(_error);

    /// <summary>Waits for the end, and says how it was; 137 for one that was killed.</summary>
    public int ExitCode
    {
        get
        {
            WaitUntil(() => _process.HasExited, "did not end");
            // Without a limit it waits for the last lines too.
            _process.WaitForExit();
            _hasEnded = true;
            return _process.ExitCode;
        }
    }

    /// <summary>Whether it ends by itself in so much time.</summary>
    public bool WaitFor(TimeSpan time) => _process.WaitForExit(time);

    /// <summary>Waits until something is so; the process may have ended by then.</summary>
    /// <param name="isSo">Looked at again and again.</param>
    public TrainingProcess When(Func<TrainingProcess, bool> isSo)
    {
        WaitUntil(() => isSo(this) || _process.HasExited, "did not come so far");
        return this;
    }

    /// <summary>Waits until a line of the standard output has a text in it.</summary>
    public TrainingProcess WhenSaying(string text) => When(process => process.Out.Any(line => line.Contains(text, StringComparison.Ordinal)));

    /// <summary>Waits until a line of stderr has a text in it.</summary>
    public TrainingProcess WhenComplaining(string text) => When(process => process.Error.Any(line => line.Contains(text, StringComparison.Ordinal)));

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public TrainingProcess Kill()
    {
        _process.Kill();
        return this;
    }

    /// <summary>Sends a signal, such as <c>INT</c>; to a process that has ended it is none.</summary>
    public TrainingProcess Send(string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", $"{_process.Id}"]) { RedirectStandardError = true })!;
        kill.WaitForExit();
        return this;
    }

    public void Dispose()
    {
        if (!_hasEnded && !_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private void WaitUntil(Func<bool> isSo, string complaint)
    {
        var clock = Stopwatch.StartNew();
        while (!isSo())
        {
            if (clock.Elapsed > Patience) Assert.Fail($"The process {complaint}. It said: {string.Join(" | ", Out.Concat(Error))}");
            Thread.Sleep(Look);
        }
    }

    private static void Take(List<string> lines, string? line)
    {
        if (line is null) return;
        lock (lines) lines.Add(line);
    }

    private static string[] Copy(List<string> lines)
    {
        lock (lines) return [.. lines];
    }
}

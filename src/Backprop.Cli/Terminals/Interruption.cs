using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Backprop.Cli.Terminals;

/// <summary>
/// Ctrl-C, SIGTERM and SIGHUP. Outside of <see cref="Cooperate"/> the first one ends the process at once, which <see cref="EndAtOnce"/>
/// has a line for; inside, the first one asks the work to come to an end and save, and the second one ends the process at once.
/// </summary>
internal sealed class Interruption(Action<int> exitNow) : IDisposable
{
    /// <summary>SIGXFSZ, on Linux and macOS.</summary>
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;

    // For as long as the process lives: a signal is told of later than it comes, and by then everything else may have been let go of.
    private static PosixSignalRegistration? _fileSize;

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Lock _gate = new();
    private (TextWriter Error, string? Heard, string Abandoned)? _announced;

    /// <summary>Is cancelled by the first signal that came while the work cooperated.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What the process shall exit with because of a signal; null while none came.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>What takes a line about progress, and the terminal's ^C, away before an answer; default nothing.</summary>
    public string LineStart { get; init; } = "";

    /// <summary>The signals of this process.</summary>
    /// <param name="terminal">What the standard output can show.</param>
    /// <param name="hasLiveErrors">Whether a line of stderr can be redrawn.</param>
    public static Interruption OfProcess(Terminal terminal, bool hasLiveErrors)
    {
        const string ShowCursor = "\e[?25h";
        var interruption = new Interruption(code =>
        {
            if (terminal.IsLive) Console.Out.Write(ShowCursor);
            Environment.Exit(code);
        })
        { LineStart = hasLiveErrors ? "\r\e[K" : "" };
        interruption.Listen(PosixSignal.SIGINT, Cli.ExitCode.Interrupted);
        interruption.Listen(PosixSignal.SIGTERM, Cli.ExitCode.Terminated);
        interruption.Listen(PosixSignal.SIGHUP, Cli.ExitCode.HungUp);
        if (!OperatingSystem.IsWindows()) _fileSize ??= Survive(FileSizeExceeded);
        return interruption;
    }

    /// <summary>From now on the work looks at <see cref="Token"/>.</summary>
    /// <param name="error">Where signals are answered.</param>
    /// <param name="heard">The answer to the first signal.</param>
    /// <param name="abandoned">What the second one means for the work, as an error.</param>
    public void Cooperate(TextWriter error, string heard, string abandoned)
    {
        lock (_gate) _announced = (error, heard, abandoned);
    }

    /// <summary>From now on nothing is lost by an end: the first signal says so and ends the process at once, whatever it computes.</summary>
    /// <param name="error">Where it is said.</param>
    /// <param name="abandoned">What it means for the work, as an error.</param>
    public void EndAtOnce(TextWriter error, string abandoned)
    {
        lock (_gate) _announced = (error, null, abandoned);
    }

    /// <summary>From now on nothing looks at <see cref="Token"/>: the next signal ends the process at once.</summary>
    public void EndCooperation()
    {
        lock (_gate) _announced = null;
    }

    /// <summary>Does what a signal does.</summary>
    public void Signal(int exitCode)
    {
        bool now;
        (TextWriter Error, string? Heard, string Abandoned)? announced;
        lock (_gate)
        {
            announced = _announced;
            now = announced?.Heard is null || ExitCode is not null;
            ExitCode ??= exitCode;
        }
        if (announced is var (error, heard, abandoned)) Say(error, LineStart + (now ? ErrorLine.Of(abandoned) : heard!));
        if (now) exitNow(exitCode);
        else _source.Cancel();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private static void Say(TextWriter error, string line)
    {
        try
        {
            error.WriteLine(line);
        }
        catch (IOException)
        {
            // The terminal is gone, which may be what the signal says.
        }
    }

    private void Listen(PosixSignal signal, int exitCode) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        Signal(exitCode);
    }));

    /// <summary>A write beyond the limit of a file's size then fails, which is told in one line, instead of ending the process in the middle of it.</summary>
    [UnsupportedOSPlatform("windows")]
    private static PosixSignalRegistration Survive(PosixSignal signal) => PosixSignalRegistration.Create(signal, context => context.Cancel = true);
}

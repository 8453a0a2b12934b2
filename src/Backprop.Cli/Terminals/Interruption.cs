using System.Runtime.InteropServices;

namespace Backprop.Cli.Terminals;

/// <summary>
/// Ctrl-C and SIGTERM. Outside of <see cref="Cooperate"/> the first one ends the process at once; inside, the first one
/// asks the work to come to an end and save, and the second one ends the process at once.
/// </summary>
internal sealed class Interruption(Action<int> exitNow) : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Lock _gate = new();
    private bool _cooperating;

    /// <summary>Is cancelled by the first signal that came while the work cooperated.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>What the process shall exit with because of a signal; null while none came.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>The signals of this process.</summary>
    public static Interruption OfProcess(Terminal terminal)
    {
        const string ShowCursor = "\e[?25h";
        var interruption = new Interruption(code =>
        {
            if (terminal.IsLive) Console.Out.Write(ShowCursor);
            Environment.Exit(code);
        });
        interruption.Listen(PosixSignal.SIGINT, Cli.ExitCode.Interrupted);
        interruption.Listen(PosixSignal.SIGTERM, Cli.ExitCode.Terminated);
        return interruption;
    }

    /// <summary>From now on the work looks at <see cref="Token"/>.</summary>
    public void Cooperate()
    {
        lock (_gate) _cooperating = true;
    }

    /// <summary>Does what a signal does.</summary>
    public void Signal(int exitCode)
    {
        bool now;
        lock (_gate)
        {
            now = !_cooperating || ExitCode is not null;
            ExitCode ??= exitCode;
        }
        if (now) exitNow(exitCode);
        else _source.Cancel();
    }

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void Listen(PosixSignal signal, int exitCode) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        Signal(exitCode);
    }));
}

using System.Text;
using Backprop.Cli.Terminals;

namespace Backprop.Cli;

/// <summary>What a command has around it: where it writes, what that can show, and who may interrupt it.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Errors, one line each.</param>
/// <param name="Terminal">What <paramref name="Out"/> can show.</param>
/// <param name="Interruption">Ctrl-C, SIGTERM and SIGHUP.</param>
/// <param name="Program">How a shell calls this program, quoted where needed.</param>
internal sealed record CommandEnvironment(TextWriter Out, TextWriter Error, Terminal Terminal, Interruption Interruption, string Program) : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Whether a line of <see cref="Error"/> can be redrawn: it is a terminal; default false.</summary>
    public bool HasLiveErrors { get; init; }

    /// <summary>That of the running process.</summary>
    public static CommandEnvironment OfProcess()
    {
        var terminal = Terminal.Detect();
        bool hasLiveErrors = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new CommandEnvironment(
            Writer(new StandardOutput(Console.OpenStandardOutput())),
            Writer(Console.OpenStandardError()),
            terminal,
            Interruption.OfProcess(terminal, hasLiveErrors),
            ProgramPath.OfProcess())
        {
            HasLiveErrors = hasLiveErrors,
        };
    }

    /// <summary>A line on stderr about something that may be wrong, but hinders nothing.</summary>
    public void Warn(string message) => Error.WriteLine(ErrorLine.Warning(message));

    public void Dispose()
    {
        Interruption.Dispose();
        Out.Dispose();
        Error.Dispose();
    }

    // The console's stream ignores a reader that has gone (| head); a full disk behind a redirection is an IOException.
    private static StreamWriter Writer(Stream stream) => new(stream, Utf8) { AutoFlush = true, NewLine = "\n" };
}

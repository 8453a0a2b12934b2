namespace Backprop.Cli;

/// <summary>Ends a command with one line on stderr and an exit code of its own.</summary>
internal sealed class CommandFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

namespace Backprop.Cli;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int InternalError = 1;
    public const int BadInput = 2;
    public const int CheckFailed = 3;
    public const int Diverged = 4;

    /// <summary>The terminal is gone: 128 + SIGHUP.</summary>
    public const int HungUp = 129;

    /// <summary>Ctrl-C: 128 + SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>128 + SIGTERM.</summary>
    public const int Terminated = 143;
}

using System.Diagnostics;

namespace Backprop.Cli.Tests.Processes;

/// <summary>The program as a process of its own, and what became of it.</summary>
/// <param name="ExitCode">What it told its caller; 137 where it was killed.</param>
/// <param name="Error">What it wrote to standard error.</param>
internal sealed record CommandProcess(int ExitCode, string Error)
{
    public const int Killed = 137;

    /// <summary>Where the program lies: beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Backprop.Cli.dll");

    /// <summary>Runs it to its end.</summary>
    public static CommandProcess Run(params IEnumerable<string> words) => Run(words, _ => { });

    /// <summary>Runs it to its end, while something is done to it.</summary>
    public static CommandProcess Run(IEnumerable<string> words, Action<Process> meanwhile)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program, .. words]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var error = process.StandardError.ReadToEndAsync();
        meanwhile(process);
        process.WaitForExit();
        return new CommandProcess(process.ExitCode, error.GetAwaiter().GetResult());
    }
}

using Backprop.Cli;
using Backprop.Cli.Terminals;

namespace Backprop.Long.Trainings;

/// <summary>The command line, run within this process.</summary>
internal static class InProcessCommand
{
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It did not end well.</exception>
    public static string Run(params IEnumerable<string> words)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var interruption = new Interruption(code => throw new InvalidOperationException($"exit {code}"));
        int exitCode = CommandLine.Run([.. words], new CommandEnvironment(output, error, Terminal.None, interruption, "backprop"));
        return exitCode == 0 ? output.ToString() : throw new InvalidOperationException($"{string.Join(' ', words)}: exit code {exitCode}: {error}");
    }
}

using System.Diagnostics;
using Backprop.Cli.Tests.Processes;

namespace Backprop.Long.Running;

/// <summary>What tests let other processes of this program do, and how they start them.</summary>
internal static class ChildProcess
{
    /// <summary>The first word of a child's command line.</summary>
    public const string Word = "child";

    private static readonly Dictionary<string, Action<string[]>> Tasks = new()
    {
        [Tests.Fingerprints.ChildTask] = Tests.Fingerprints.RunChild,
        [Tests.KillAtEveryOperation.ChildTask] = Tests.KillAtEveryOperation.RunChild,
        [Tests.ConcurrentSaving.ChildTask] = Tests.ConcurrentSaving.RunChild,
    };

    /// <summary>A child, started by nobody yet.</summary>
    public static ProcessStartInfo Of(string task, params IEnumerable<string> words) => new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Backprop.Long.dll"), Word, task, .. words]);

    /// <summary>Runs a child to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Run(ProcessStartInfo child)
    {
        var ended = CommandProcess.Run(child, _ => { });
        return ended.ExitCode == 0 ? ended.Output : throw new InvalidOperationException($"child: exit code {ended.ExitCode}: {ended.Error}");
    }

    public static int Perform(string task, string[] words)
    {
        Tasks[task](words);
        return 0;
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Backprop.Benchmarks.Peers;

/// <summary>Stops a process without ending it, and lets it go on. Linux alone: elsewhere peers that spin disturb the others.</summary>
internal static partial class Signal
{
    private const int ContinueNumber = 18, StopNumber = 19;

    public static void Stop(Process process) => Send(process, StopNumber);

    public static void Continue(Process process) => Send(process, ContinueNumber);

    private static void Send(Process process, int number)
    {
        if (OperatingSystem.IsLinux() && !process.HasExited) _ = Kill(process.Id, number);
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}

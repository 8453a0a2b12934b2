namespace Backprop.Numerics;

/// <summary>What the machine offers to this process.</summary>
internal static class Processor
{
    /// <summary>
    /// Physical cores that the process may use: two threads of one core share its multiply-add units, so a second gains nothing.
    /// Read from Linux's topology files; elsewhere every logical processor counts.
    /// </summary>
    public static int PhysicalCores { get; } = Math.Clamp(CountCores(), 1, Environment.ProcessorCount);

    private static int CountCores()
    {
        const string Folder = "/sys/devices/system/cpu";
        try
        {
            var siblings = Directory.EnumerateDirectories(Folder, "cpu*")
                .Select(cpu => Path.Combine(cpu, "topology", "thread_siblings_list"))
                .Where(File.Exists)
                .Select(File.ReadAllText);
            int logical = 0;
            var cores = new HashSet<string>();
            foreach (string list in siblings)
            {
                logical++;
                cores.Add(list.Trim());
            }
            // The process may be confined to some of the processors; assume the same number of threads a core there.
            return logical == 0 ? Environment.ProcessorCount : Environment.ProcessorCount * cores.Count / logical;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            return Environment.ProcessorCount;
        }
    }
}

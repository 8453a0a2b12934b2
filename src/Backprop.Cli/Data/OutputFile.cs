using Backprop.Files;

namespace Backprop.Cli.Data;

/// <summary>The place of a result, checked before any work.</summary>
internal static class OutputFile
{
    /// <summary>What stands for the standard output.</summary>
    public const string StandardOutput = "-";

    /// <summary>Refuses a file that cannot be written, or that the same command reads, under whatever name.</summary>
    /// <param name="output">The value of the option.</param>
    /// <param name="inputs">What is read, and from which files; null where there is none.</param>
    /// <param name="option">The option.</param>
    public static void Require(string output, IEnumerable<(string What, string? Path)> inputs, string option = "--output")
    {
        AtomicFile.ThrowIfUnwritable(output);
        string target = FinalTarget.Of(output);
        if (IsDevice(target)) return;
        foreach (var (what, path) in inputs)
        {
            if (path is not null && FinalTarget.Of(path) == target)
                throw new InvalidInputException($"{option} {output}: this is a file that is read: {what}. Choose another name.");
        }
    }

    // Writing to a device replaces nothing: a terminal may be read and written at once.
    private static bool IsDevice(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
}

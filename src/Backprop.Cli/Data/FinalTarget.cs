namespace Backprop.Cli.Data;

/// <summary>Where a path leads in the end, through the symbolic links of every part of it (POSIX realpath).</summary>
internal static class FinalTarget
{
    /// <summary>The full path without links; a link that leads nowhere, as those of /proc to a pipe do, counts as what it names.</summary>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        string root = Path.GetPathRoot(full)!;
        string resolved = root;
        foreach (string part in full[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            resolved = Path.Combine(resolved, part);
            if (LinkedFrom(resolved) is { } target) resolved = target == full ? target : Of(target);
        }
        return resolved;
    }

    /// <summary>The length of the file at the end; 0 for what has none: a pipe, a device, nothing.</summary>
    public static long LengthOf(string path) => new FileInfo(Of(path)) is { Exists: true } file ? file.Length : 0;

    private static string? LinkedFrom(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Links in a circle, or none that may be read: whoever opens the file says so.
            return null;
        }
    }
}

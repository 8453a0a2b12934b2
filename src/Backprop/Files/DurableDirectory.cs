namespace Backprop.Files;

/// <summary>Folders whose own names outlast a loss of power: what is synced within one that is lost would be lost with it.</summary>
internal static class DurableDirectory
{
    /// <summary>Creates a folder and those above it, where they are not there, and syncs what each is new in.</summary>
    /// <returns>The full path.</returns>
    public static string Create(string path, IFileSystem files)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var missing = new List<string>();
        for (string folder = full; !Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } above; folder = above) missing.Add(folder);
        foreach (string folder in Enumerable.Reverse(missing)) files.CreateDirectory(folder);
        foreach (string folder in missing) files.SyncDirectory(Path.GetDirectoryName(folder)!);
        return full;
    }
}

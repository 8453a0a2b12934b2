namespace Backprop.Files;

/// <summary>Folders whose own names outlast a loss of power: what is synced within one that is lost would be lost with it.</summary>
internal static class DurableDirectory
{
    /// <summary>
    /// Creates a folder and those above it, where they are not there, and syncs the name of each before the next one is created. The first one that is
    /// there is synced too: who created it may have been killed before that.
    /// </summary>
    /// <param name="path">The full path, without a separator at its end.</param>
    /// <param name="files">What does it.</param>
    public static void Create(string path, IFileSystem files)
    {
        var missing = new Stack<string>();
        string there = path;
        for (; !Directory.Exists(there) && Path.GetDirectoryName(there) is { } above; there = above) missing.Push(there);
        if (Path.GetDirectoryName(there) is { } around) files.SyncDirectory(around);
        foreach (string folder in missing)
        {
            files.CreateDirectory(folder);
            files.SyncDirectory(Path.GetDirectoryName(folder)!);
        }
    }
}

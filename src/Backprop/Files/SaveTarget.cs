namespace Backprop.Files;

/// <summary>Where a path leads, checked as far as that goes without writing.</summary>
internal sealed record SaveTarget(string Path, UnixFileMode? Mode, bool IsDevice)
{
    public string Directory => System.IO.Path.GetDirectoryName(Path)!;

    public static SaveTarget Of(string path)
    {
        string full = System.IO.Path.GetFullPath(path);
        if (!IsUnderDev(full)) full = FollowLink(path, full);
        if (IsUnderDev(full)) return new SaveTarget(full, null, IsDevice: true);
        var (attributes, mode) = Existing(full);
        if (attributes.HasFlag(FileAttributes.Directory) || System.IO.Path.EndsInDirectorySeparator(path))
            throw new InvalidInputException($"{Printable.Path(path)}: is a folder. Give the name of a file in it.");
        if (attributes.HasFlag(FileAttributes.ReadOnly))
            throw new InvalidInputException($"{Printable.Path(path)}: is read-only. Make it writable, or choose another name.");
        return new SaveTarget(full, mode, IsDevice: false);
    }

    /// <summary>Short whatever the file's own name: that one may be as long as the file system allows.</summary>
    public string NewTemporaryPath() => System.IO.Path.Combine(Directory, $"{AtomicFile.TemporaryPrefix}{Guid.NewGuid():N}.tmp");

    /// <summary>As root, a rename over /dev/null would turn it into a regular file for everyone.</summary>
    private static bool IsUnderDev(string full) => !OperatingSystem.IsWindows()
        && full.StartsWith("/dev/", StringComparison.Ordinal) && !full.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static string FollowLink(string path, string full)
    {
        try
        {
            var file = new FileInfo(full);
            return file.LinkTarget is null ? full : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        }
        catch (IOException e) when (e is not PathTooLongException)
        {
            throw new InvalidInputException($"{Printable.Path(path)}: the symbolic link cannot be followed. Remove it, or choose another name.", e);
        }
    }

    private static (FileAttributes, UnixFileMode?) Existing(string full)
    {
        try
        {
            return (File.GetAttributes(full), OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(full));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (FileAttributes.None, null);
        }
    }
}

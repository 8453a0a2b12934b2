namespace Backprop.Files;

/// <summary>
/// Writes files that are whole or not there: a temporary file in the same directory, flushed to the disk, renamed over the path,
/// the directory synced. Readers and a loss of power see the old content or the new one, never a mixture.
/// </summary>
public static class AtomicFile
{
    /// <summary>How temporary files begin; one is left behind only by a process that was killed while it wrote, and may be deleted.</summary>
    internal const string TemporaryPrefix = ".backprop-";

    /// <summary>
    /// Writes a file atomically.
    /// A symbolic link is kept and the file that it leads to is replaced; the permissions of a replaced file are kept, its owner and
    /// hard links are not. A path under /dev (but /dev/shm) is a device: written straight through, nothing is renamed over it.
    /// </summary>
    /// <param name="path">The file; its directory must exist.</param>
    /// <param name="write">Writes the content to the stream it is given, which goes forward only, leaves it open, and touches no other file.</param>
    /// <exception cref="InvalidInputException">The path cannot be written or the disk is full; what was there is as it was.</exception>
    /// <exception cref="IOException">The storage failed. Only a failed sync of the directory comes after the new file is in place.</exception>
    public static void Write(string path, Action<Stream> write) => Write(path, write, DiskFileSystem.Instance);

    /// <summary>
    /// Fails as <see cref="Write(string, Action{Stream})"/> would for that path, and writes nothing:
    /// for asking before hours of work whether its result will have a place.
    /// </summary>
    /// <exception cref="InvalidInputException">The path cannot be written.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    public static void ThrowIfUnwritable(string path) => Naming(path, () =>
    {
        if (SaveTarget.Of(path) is not { IsDevice: false } target) return;
        string temporary = target.NewTemporaryPath();
        DiskFileSystem.Instance.CreateNew(temporary, target.Mode).Dispose();
        File.Delete(temporary);
    });

    internal static void Write(string path, Action<Stream> write, IFileSystem files)
    {
        ArgumentNullException.ThrowIfNull(write);
        string? changed = null;
        Naming(path, () =>
        {
            SaveTarget target = SaveTarget.Of(path);
            if (target.IsDevice)
            {
                WriteThrough(target.Path, write);
                return;
            }
            Replace(target, write, files);
            changed = target.Directory;
        });
        if (changed is not null) Sync(path, changed, files);
    }

    private static void Replace(SaveTarget target, Action<Stream> write, IFileSystem files)
    {
        string temporary = target.NewTemporaryPath();
        Stream? stream = null;
        try
        {
            stream = files.CreateNew(temporary, target.Mode);
            write(stream);
            files.FlushToDisk(stream);
            stream.Dispose();
            files.Rename(temporary, target.Path);
        }
        catch
        {
            // What fails here must not hide the failure that led here.
            Quietly(() => stream?.Dispose());
            Quietly(() => files.Delete(temporary));
            throw;
        }
    }

    private static void WriteThrough(string device, Action<Stream> write)
    {
        using var stream = new DiskStream(new FileStream(device, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
        write(stream);
        stream.Flush();
    }

    private static void Sync(string path, string directory, IFileSystem files)
    {
        try
        {
            files.SyncDirectory(directory);
        }
        catch (IOException e)
        {
            throw new IOException($"{Printable.Path(path)}: the file is in place, but a loss of power may undo that: {e.Message}", e);
        }
    }

    private static void Naming(string path, Action action)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileErrors.ThrowIfNoFileName(path);
        try
        {
            action();
        }
        catch (Exception e) when (FileErrors.Writing(path, e) is { } clear)
        {
            throw clear;
        }
    }

    private static void Quietly(Action action)
    {
        try
        {
            action();
        }
        catch (Exception)
        {
            // Closing flushes again, and may fail again in any way; removing must be tried all the same.
        }
    }
}

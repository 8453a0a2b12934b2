namespace Backprop.Files;

/// <summary>The operating system's own files.</summary>
internal sealed class DiskFileSystem : IFileSystem
{
    private const int BufferSize = 1 << 16;

    public static readonly DiskFileSystem Instance = new();

    private DiskFileSystem() { }

    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    public Stream OpenRead(string path) => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);

    public Stream CreateNew(string path, UnixFileMode? mode)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = BufferSize };
        if (mode is null || OperatingSystem.IsWindows()) return new DiskStream(new FileStream(path, options));
        options.UnixCreateMode = mode;
        var stream = new FileStream(path, options);
        try
        {
            // Creation subtracts the process's umask; the file that is replaced may have had more.
            File.SetUnixFileMode(stream.SafeFileHandle, mode.Value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file system without permissions, FAT for example: nothing to keep.
        }
        return new DiskStream(stream);
    }

    public void FlushToDisk(Stream stream) => ((DiskStream)stream).Flush(toDisk: true);

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void SyncDirectory(string directory) => DirectorySync.Sync(directory);

    public void Delete(string path) => File.Delete(path);
}

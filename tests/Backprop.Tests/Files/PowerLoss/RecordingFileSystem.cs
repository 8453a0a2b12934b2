using Backprop.Files;

namespace Backprop.Tests.Files.PowerLoss;

/// <summary>The real file system, which keeps a log of what was asked of it to be changed.</summary>
/// <param name="deaf">A kind of operation that it takes for done without doing it, so that tests can be seen to notice; null for none.</param>
internal sealed class RecordingFileSystem(DiskOperationKind? deaf = null) : IFileSystem
{
    private readonly List<DiskOperation> _log = [];

    public IReadOnlyList<DiskOperation> Log => _log;

    public void CreateDirectory(string path)
    {
        Note(DiskOperationKind.CreateDirectory, path);
        DiskFileSystem.Instance.CreateDirectory(path);
    }

    public Stream OpenRead(string path) => DiskFileSystem.Instance.OpenRead(path);

    public Stream CreateNew(string path, UnixFileMode? mode)
    {
        Note(DiskOperationKind.Create, path);
        return new RecordingStream(DiskFileSystem.Instance.CreateNew(path, mode), data => Note(DiskOperationKind.Write, path, "", data), path);
    }

    public void FlushToDisk(Stream stream)
    {
        var recording = (RecordingStream)stream;
        DiskFileSystem.Instance.FlushToDisk(recording.Inner);
        Note(DiskOperationKind.Flush, recording.Path);
    }

    public void Rename(string from, string to)
    {
        Note(DiskOperationKind.Rename, from, to);
        DiskFileSystem.Instance.Rename(from, to);
    }

    public void SyncDirectory(string directory) => Note(DiskOperationKind.SyncDirectory, directory);

    public void Delete(string path)
    {
        Note(DiskOperationKind.Delete, path);
        DiskFileSystem.Instance.Delete(path);
    }

    private void Note(DiskOperationKind kind, string path, string to = "", byte[]? data = null)
    {
        if (kind != deaf) _log.Add(new DiskOperation(kind, path, to, data ?? []));
    }

    private sealed class RecordingStream(Stream inner, Action<byte[]> note, string path) : WritingStream(inner)
    {
        public string Path => path;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            note(buffer.ToArray());
            Inner.Write(buffer);
        }
    }
}

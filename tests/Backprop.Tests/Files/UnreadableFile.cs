using Backprop.Files;

namespace Backprop.Tests.Files;

/// <summary>The real file system, but one file cannot be read: opening it fails (0), or the read of that number.</summary>
internal sealed class UnreadableFile(string path, int failing) : IFileSystem
{
    private readonly DiskFileSystem _disk = DiskFileSystem.Instance;

    /// <summary>Whether that was asked for.</summary>
    public bool HasFailed { get; private set; }

    public void CreateDirectory(string path) => _disk.CreateDirectory(path);

    public Stream OpenRead(string name)
    {
        if (name != path) return _disk.OpenRead(name);
        if (failing == 0) throw Error();
        return new FailingStream(_disk.OpenRead(name), failing, Error);
    }

    public Stream CreateNew(string path, UnixFileMode? mode) => _disk.CreateNew(path, mode);

    public void FlushToDisk(Stream stream) => _disk.FlushToDisk(stream);

    public void Rename(string from, string to) => _disk.Rename(from, to);

    public void SyncDirectory(string directory) => _disk.SyncDirectory(directory);

    public void Delete(string path) => _disk.Delete(path);

    private IOException Error()
    {
        HasFailed = true;
        return new IOException("Input/output error", 5);
    }

    private sealed class FailingStream(Stream inner, int failing, Func<IOException> error) : Stream
    {
        private int _reads;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override int Read(Span<byte> buffer) => ++_reads == failing ? throw error() : inner.Read(buffer);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => inner.Flush();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

using Backprop.Files;

namespace Backprop.Tests.Files;

/// <summary>The real file system, but operation number <paramref name="failing"/> (from 1) fails with that error; it counts all but those of reading.</summary>
internal sealed class FaultyFileSystem(int failing, Func<Exception> error) : IFileSystem
{
    public int Operations { get; private set; }

    /// <summary>Whether all operations from then on fail, as on a disk that stays full; it can still delete.</summary>
    public bool KeepsFailing { get; init; }

    /// <summary>Whether half of a write that fails is there all the same.</summary>
    public bool WritesHalf { get; init; }

    /// <summary>The operation that failed, null if none did.</summary>
    public string? Failed { get; private set; }

    public void CreateDirectory(string path)
    {
        Step("folder");
        DiskFileSystem.Instance.CreateDirectory(path);
    }

    public Stream OpenRead(string path) => DiskFileSystem.Instance.OpenRead(path);

    public Stream CreateNew(string path, UnixFileMode? mode)
    {
        Step("create");
        return new FaultyStream(DiskFileSystem.Instance.CreateNew(path, mode), this);
    }

    public void FlushToDisk(Stream stream)
    {
        Step("flush");
        DiskFileSystem.Instance.FlushToDisk(((FaultyStream)stream).Inner);
    }

    public void Rename(string from, string to)
    {
        Step("rename");
        DiskFileSystem.Instance.Rename(from, to);
    }

    public void SyncDirectory(string directory)
    {
        Step("sync");
        DiskFileSystem.Instance.SyncDirectory(directory);
    }

    public void Delete(string path)
    {
        if (!KeepsFailing) Step("delete");
        DiskFileSystem.Instance.Delete(path);
    }

    private Exception Error() => error();

    private void Step(string operation)
    {
        if (++Operations < failing || (Operations > failing && !KeepsFailing)) return;
        Failed ??= operation;
        throw error();
    }

    private sealed class FaultyStream(Stream inner, FaultyFileSystem files) : WritingStream(inner)
    {
        private bool _hasFailed;

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            try
            {
                files.Step("write");
            }
            catch (Exception)
            {
                _hasFailed = true;
                if (files.WritesHalf) Inner.Write(buffer[..(buffer.Length / 2)]);
                throw;
            }
            Inner.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            // As FileStream does, which flushes again when it is closed.
            if (_hasFailed) throw files.Error();
        }
    }
}

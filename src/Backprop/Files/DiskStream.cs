namespace Backprop.Files;

/// <summary>
/// Writes a new file, forward only. It exists because .NET reports a file beyond the size limit (EFBIG) as an
/// <see cref="ArgumentOutOfRangeException"/>, which here is an <see cref="IOException"/> with the number of the error like every other.
/// </summary>
internal sealed class DiskStream(FileStream file) : Stream
{
    private const int FileTooBig = 27;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => file.CanWrite;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            file.Write(buffer);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw TooBig(e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => Flush(toDisk: false);

    public void Flush(bool toDisk)
    {
        try
        {
            file.Flush(toDisk);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw TooBig(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private static IOException TooBig(ArgumentOutOfRangeException e) => new(e.Message, FileTooBig);
}

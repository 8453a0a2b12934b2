using System.IO.Compression;

namespace Backprop.Data;

/// <summary>
/// Decompresses gzip data and insists on their end. <see cref="GZipStream"/> alone takes truncated data for complete ones and
/// passes over whatever follows the last member. Here the source carries one more member after the file's own, with known content:
/// exactly where the file ends with a complete member does that content come out last. It is held back, and its absence is an error.
/// </summary>
internal sealed class GunzipStream(string path, SourceStream source) : ForwardStream
{
    /// <summary>How much may come out of however little.</summary>
    internal const long FreeBytes = 64 << 20;

    /// <summary>How much may come out beyond that, for each byte of the file: far more than data compress to, far less than deflate's 1,032.</summary>
    internal const long LargestRatio = 100;

    private static readonly byte[] EndContent = "Backprop: the gzip data are over"u8.ToArray();

    private readonly GZipStream _content = new(source, CompressionMode.Decompress);
    private readonly byte[] _buffer = new byte[(64 << 10) + EndContent.Length];
    private int _start, _end;
    private long _total;
    private bool _ended;

    /// <summary>The member that the source must append to the file.</summary>
    internal static ReadOnlyMemory<byte> EndMember { get; } = Compress(EndContent);

    /// <summary>Refuses content of so many bytes if this file is too short to hold it.</summary>
    public void Require(long bytes)
    {
        if (source.FileLength is { } length && bytes > LargestFrom(length))
            throw new InvalidInputException(
                $"{path} has {length} bytes, too few for the {bytes} that it announces: no more than {LargestRatio} times its size and {FreeBytes >> 20} MiB are read; decompress it beforehand if that is right.");
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (Available <= 0 && !_ended) Fill();
        int count = Math.Min(Math.Max(Available, 0), buffer.Length);
        _buffer.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }

    private int Available => _ended ? _end - _start : _end - _start - EndContent.Length;

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int count = Decompress(_buffer.AsSpan(_end));
        _end += count;
        _total += count;
        if (_total > LargestFrom(source.BytesRead))
            throw new InvalidInputException(
                $"{path} expands to {_total} bytes within its first {source.BytesRead}, more than {LargestRatio} times them and {FreeBytes >> 20} MiB: decompress it beforehand if that is right.");
        if (count > 0) return;
        if (!_buffer.AsSpan(0, _end).EndsWith(EndContent))
            throw new InvalidInputException($"{path}: the gzip data are truncated, or followed by other bytes; get the file again.");
        (_end, _ended) = (_end - EndContent.Length, true);
    }

    private static long LargestFrom(long compressed) => FreeBytes + LargestRatio * compressed;

    private int Decompress(Span<byte> buffer)
    {
        try
        {
            return _content.Read(buffer);
        }
        catch (InvalidDataException error)
        {
            throw new InvalidInputException(
                $"{path}: the gzip data are damaged or truncated, found within the first {source.BytesRead} bytes; get the file again.", error);
        }
    }

    private static byte[] Compress(byte[] content)
    {
        using var member = new MemoryStream();
        using (var gzip = new GZipStream(member, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        return member.ToArray();
    }
}

namespace Backprop.Data;

/// <summary>The bytes of a file between a head that was read from it already and a tail that is not in it.</summary>
internal sealed class SourceStream(string path, Stream file, ReadOnlyMemory<byte> head = default, ReadOnlyMemory<byte> tail = default, ByteMeter? meter = null)
    : ForwardStream
{
    private ReadOnlyMemory<byte> _head = head, _tail = tail;
    private bool _ended;

    /// <summary>The length of the whole file; null for what has none, such as a pipe.</summary>
    public long? FileLength { get; } = file.CanSeek ? file.Length : null;

    /// <summary>How many bytes of the file were handed out, its head included.</summary>
    public long BytesRead { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (Take(ref _head, buffer) is > 0 and int fromHead)
        {
            BytesRead += fromHead;
            return fromHead;
        }
        if (!_ended && ReadFile(buffer) is > 0 and int fromFile)
        {
            BytesRead += fromFile;
            meter?.Add(fromFile);
            return fromFile;
        }
        _ended = true;
        return Take(ref _tail, buffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }

    private int ReadFile(Span<byte> buffer)
    {
        try
        {
            return file.Read(buffer);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"{path} cannot be read after byte {BytesRead}: {error.Message}", error);
        }
    }

    private static int Take(ref ReadOnlyMemory<byte> bytes, Span<byte> buffer)
    {
        int count = Math.Min(bytes.Length, buffer.Length);
        bytes.Span[..count].CopyTo(buffer);
        bytes = bytes[count..];
        return count;
    }
}

using Backprop.Data;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>A stream whose first bytes can be looked at before they are read.</summary>
internal sealed class HeadStream(Stream source) : ForwardStream
{
    private readonly byte[] _head = new byte[FileKind.HeadLength];
    private int _start, _end;

    /// <summary>The first bytes of the stream that were not read yet: <see cref="FileKind.HeadLength"/>, or fewer where it ends before.</summary>
    public ReadOnlySpan<byte> Peek()
    {
        _end += source.ReadAtLeast(_head.AsSpan(_end), _head.Length - _end, throwOnEndOfStream: false);
        return _head.AsSpan(_start, _end - _start);
    }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end) return source.Read(buffer);
        int count = Math.Min(_end - _start, buffer.Length);
        _head.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }
}

using System.IO.Hashing;
using Backprop.Data;

namespace Backprop.Tabular;

/// <summary>The content of an entry of a ZIP archive, whose checksum is compared at its end: <see cref="System.IO.Compression.ZipArchive"/> does not.</summary>
internal sealed class ChecksumStream(string where, Stream content, uint expected) : ForwardStream
{
    private readonly Crc32 _checksum = new();

    public override int Read(Span<byte> buffer)
    {
        int count = content.Read(buffer);
        _checksum.Append(buffer[..count]);
        if (count == 0 && !buffer.IsEmpty && _checksum.GetCurrentHashAsUInt32() != expected)
            throw new InvalidInputException($"{where} is damaged: its checksum does not fit; get the file again.");
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }
}

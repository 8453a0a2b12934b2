namespace Backprop.Data;

/// <summary>Counts the bytes that are read from files, compressed ones as they stand in the file; may be looked at from another thread.</summary>
internal sealed class ByteMeter
{
    private long _bytes;

    public long Bytes => Volatile.Read(ref _bytes);

    public void Add(int bytes) => Volatile.Write(ref _bytes, _bytes + bytes);
}

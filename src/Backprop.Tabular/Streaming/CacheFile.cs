using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Backprop.Files;
using Microsoft.Win32.SafeHandles;

namespace Backprop.Tabular;

/// <summary>An open cache whose every byte was checked.</summary>
internal sealed class CacheFile : IDisposable
{
    private const int ChunkBytes = 1 << 20;

    private readonly SafeFileHandle _handle;
    private readonly string _path;

    private CacheFile(string path, SafeFileHandle handle, CacheFacts facts) => (_path, _handle, Facts) = (path, handle, facts);

    public CacheFacts Facts { get; }

    /// <summary>The length of the file.</summary>
    public long Bytes => RandomAccess.GetLength(_handle);

    /// <summary>Opens a cache that was made from these data.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">What it must have been made from.</param>
    /// <param name="fault">Why there is none to be used; null where there is none at all.</param>
    /// <param name="cancellation">Ends the check.</param>
    public static CacheFile? TryOpen(string path, string key, CancellationToken cancellation, out string? fault)
    {
        fault = null;
        if (!File.Exists(path)) return null;
        SafeFileHandle? handle = null;
        try
        {
            handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            var facts = ReadFacts(handle);
            fault = facts is null ? "is damaged" : facts.Key != key ? "was made from other data or with other options" : IsIntact(handle, cancellation) ? null : "is damaged";
            if (fault is null) return new CacheFile(path, handle, facts!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"cannot be read ({e.Message})";
        }
        catch
        {
            handle?.Dispose();
            throw;
        }
        handle?.Dispose();
        return null;
    }

    /// <summary>The rows of a part; null where it has none.</summary>
    public CachedRows? Part(TablePart part) => Facts.Parts[(int)part].Rows > 0 ? new CachedRows(this, Facts, Facts.Parts[(int)part]) : null;

    /// <summary>Reads bytes from a place.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read any more.</exception>
    public void Read(long offset, Span<byte> bytes)
    {
        try
        {
            if (TryRead(_handle, offset, bytes)) return;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new InvalidInputException($"{Printable.Path(_path)}, the cache of the table, cannot be read: {e.Message}", e);
        }
        throw new InvalidInputException($"{Printable.Path(_path)}, the cache of the table, was cut off while it was in use; begin again.");
    }

    public void Dispose() => _handle.Dispose();

    private static bool TryRead(SafeFileHandle handle, long offset, Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(handle, bytes, offset);
            if (read == 0) return false;
            bytes = bytes[read..];
            offset += read;
        }
        return true;
    }

    /// <summary>The facts at the end of the file; null where they are none.</summary>
    private static CacheFacts? ReadFacts(SafeFileHandle handle)
    {
        long length = RandomAccess.GetLength(handle);
        Span<byte> magic = stackalloc byte[CacheLayout.Magic.Length];
        Span<byte> size = stackalloc byte[sizeof(ulong)];
        if (length < magic.Length + CacheLayout.TailBytes || !TryRead(handle, 0, magic) || !magic.SequenceEqual(CacheLayout.Magic)) return null;
        if (!TryRead(handle, length - CacheLayout.TailBytes, size)) return null;
        ulong facts = BinaryPrimitives.ReadUInt64LittleEndian(size);
        if (facts > (ulong)Math.Min(length - magic.Length - CacheLayout.TailBytes, Array.MaxLength)) return null;
        var text = new byte[(int)facts];
        if (!TryRead(handle, length - CacheLayout.TailBytes - text.Length, text)) return null;
        try
        {
            using var json = JsonDocument.Parse(text);
            return CacheFacts.Read(json.RootElement) is { } read && Fits(read, length - CacheLayout.TailBytes - text.Length) ? read : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException or IndexOutOfRangeException or InvalidInputException or NullReferenceException)
        {
            // Whatever of it is not as it was written.
            return null;
        }
    }

    /// <summary>Whether the file has the blocks that its facts speak of.</summary>
    private static bool Fits(CacheFacts facts, long end)
    {
        int blocks = facts.Parts.Sum(part => part.Blocks.Length);
        return facts.Parts.Count == 3 && facts.BlockRows > 0 && facts.Layout.OffsetOf(blocks) == end
            && facts.Parts.All(part => part.Blocks.Length == ((long)part.Rows + facts.BlockRows - 1) / facts.BlockRows && part.Blocks.All(block => block >= 0 && block < blocks));
    }

    private static bool IsIntact(SafeFileHandle handle, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = new byte[ChunkBytes];
        long end = RandomAccess.GetLength(handle) - CacheLayout.DigestBytes;
        for (long offset = 0; offset < end; offset += chunk.Length)
        {
            cancellation.ThrowIfCancellationRequested();
            var bytes = chunk.AsSpan(0, (int)Math.Min(chunk.Length, end - offset));
            if (!TryRead(handle, offset, bytes)) return false;
            hash.AppendData(bytes);
        }
        Span<byte> stored = stackalloc byte[CacheLayout.DigestBytes];
        return TryRead(handle, end, stored) && stored.SequenceEqual(hash.GetHashAndReset());
    }
}

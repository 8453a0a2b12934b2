using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Backprop.Data;

/// <summary>Identifies the numbers of a data set, so that a model can say what it was trained on.</summary>
public static class Fingerprint
{
    private const int ChunkLength = 1 << 14;

    /// <summary>
    /// SHA-256, in lower-case hexadecimal, of: the ASCII letter <c>c</c> (classes) or <c>r</c> (regression);
    /// rows, features and outputs as little-endian 64-bit integers; the inputs row by row as little-endian float32;
    /// the labels as little-endian int32, or the targets row by row as float32; where rows have weights, these as float32. Names do not count.
    /// </summary>
    public static string Of(Dataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        using var hash = Begin(dataset.IsClassification, dataset.Count, dataset.Features, dataset.Outputs);
        Append(hash, MemoryMarshal.Cast<float, int>(dataset.Inputs.Values));
        Append(hash, dataset.IsClassification ? dataset.Labels : MemoryMarshal.Cast<float, int>(dataset.Targets));
        Append(hash, MemoryMarshal.Cast<float, int>(dataset.Weights));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The same for rows that need not be in memory at once; they are read twice.</summary>
    public static string Of(BlockSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var hash = Begin(source.IsClassification, source.Count, source.Features, source.Outputs);
        var room = new RowRoom(source, source.BlockRows);
        for (int block = 0; block < source.Blocks; block++)
            Append(hash, MemoryMarshal.Cast<float, int>(room.Data.Inputs.Values[..(room.Read(source, block, 0) * source.Features)]));
        for (int block = 0; block < source.Blocks; block++)
        {
            int rows = room.Read(source, block, 0);
            Append(hash, source.IsClassification ? room.Data.Labels[..rows] : MemoryMarshal.Cast<float, int>(room.Data.Targets[..(rows * source.Outputs)]));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IncrementalHash Begin(bool isClassification, long rows, long features, long outputs)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> shape = stackalloc byte[1 + 3 * sizeof(long)];
        shape[0] = (byte)(isClassification ? 'c' : 'r');
        BinaryPrimitives.WriteInt64LittleEndian(shape[1..], rows);
        BinaryPrimitives.WriteInt64LittleEndian(shape[9..], features);
        BinaryPrimitives.WriteInt64LittleEndian(shape[17..], outputs);
        hash.AppendData(shape);
        return hash;
    }

    // In chunks: the bytes of a large table are more than a span can count.
    private static void Append(IncrementalHash hash, ReadOnlySpan<int> words)
    {
        var swapped = new int[BitConverter.IsLittleEndian ? 0 : ChunkLength];
        for (int start = 0; start < words.Length; start += ChunkLength)
        {
            ReadOnlySpan<int> chunk = words[start..Math.Min(words.Length, start + ChunkLength)];
            if (!BitConverter.IsLittleEndian)
            {
                BinaryPrimitives.ReverseEndianness(chunk, swapped);
                chunk = swapped.AsSpan(0, chunk.Length);
            }
            hash.AppendData(MemoryMarshal.AsBytes(chunk));
        }
    }
}

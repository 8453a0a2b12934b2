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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> shape = stackalloc byte[1 + 3 * sizeof(long)];
        shape[0] = (byte)(dataset.IsClassification ? 'c' : 'r');
        BinaryPrimitives.WriteInt64LittleEndian(shape[1..], dataset.Count);
        BinaryPrimitives.WriteInt64LittleEndian(shape[9..], dataset.Features);
        BinaryPrimitives.WriteInt64LittleEndian(shape[17..], dataset.Outputs);
        hash.AppendData(shape);
        Append(hash, MemoryMarshal.Cast<float, int>(dataset.Inputs.Values));
        Append(hash, dataset.IsClassification ? dataset.Labels : MemoryMarshal.Cast<float, int>(dataset.Targets));
        Append(hash, MemoryMarshal.Cast<float, int>(dataset.Weights));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
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

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>Floats as the bytes that files and fingerprints are made of, on machines of either byte order.</summary>
internal static class LittleEndian
{
    /// <summary>The floats as little-endian bytes; without a copy where the machine is little-endian.</summary>
    public static ReadOnlySpan<byte> Bytes(ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian) return MemoryMarshal.AsBytes(values);
        var bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return bytes;
    }
}

using System.Buffers.Binary;

namespace Backprop.Cli.Tests;

/// <summary>Small IDX files: images of 2 × 2 pixels, and labels.</summary>
internal static class Idx
{
    /// <summary>Class 0 is dark, class 1 is bright.</summary>
    public static byte[] Images(int count) =>
        [.. Header(3, count, 2, 2), .. Enumerable.Range(0, count).SelectMany(i => Enumerable.Repeat((byte)(i % 2 * 200 + i % 7), 4))];

    public static byte[] Labels(int count) => [.. Header(1, count), .. Enumerable.Range(0, count).Select(i => (byte)(i % 2))];

    private static byte[] Header(byte rank, params int[] dimensions)
    {
        byte[] bytes = new byte[4 + 4 * dimensions.Length];
        (bytes[2], bytes[3]) = (8, rank);
        for (int i = 0; i < dimensions.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * i), dimensions[i]);
        return bytes;
    }
}

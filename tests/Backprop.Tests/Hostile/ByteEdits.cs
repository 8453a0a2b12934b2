using System.Buffers.Binary;

namespace Backprop.Tests.Hostile;

/// <summary>Damage that knows nothing of the format, but that it has numbers in it: flips, splices, truncations, repetition.</summary>
internal static class ByteEdits
{
    private const int MostRepeats = 1 << 14;

    private static readonly byte[] Bytes = [0, 1, 0x0A, 0x20, 0x22, 0x2C, 0x30, 0x5B, 0x7B, 0x7F, 0x80, 0xBF, 0xC0, 0xEF, 0xFE, 0xFF];

    private static readonly ulong[] Numbers =
    [
        0, 1, 2, 3, 7, 8, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x100000000,
        0x3FFFFFFFFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFF8, 0xFFFFFFFFFFFFFFFF,
        0x7F800000, 0xFF800000, 0x7FC00000, 0x7F7FFFFF, 0x00000001_00000001, 0x7FF0000000000000, 0x7FF8000000000000,
    ];

    /// <summary>The bytes with one edit; the given ones stay as they are.</summary>
    public static byte[] Edit(byte[] bytes, Chance chance)
    {
        if (bytes.Length == 0) return [(byte)chance.Bits()];
        int begin = chance.Below(bytes.Length), length = chance.Length(bytes.Length - begin), end = begin + length;
        switch (chance.Below(10))
        {
            case 0: return bytes[..begin];
            case 1: return [.. bytes[..begin], .. bytes[end..]];
            case 2: return Insert(bytes, chance.Below(bytes.Length + 1), bytes[begin..end]);
            case 3: return Insert(bytes, begin, Repeated(bytes[begin..end], 1 << chance.Below(11)));
            case 4: return Insert(bytes, begin, [.. Enumerable.Range(0, 1 + chance.Below(20)).Select(_ => (byte)chance.Bits())]);
            default: return Overwrite([.. bytes], begin, end, chance);
        }
    }

    /// <summary>The same length, other bytes: what stands behind lengths and offsets is reached.</summary>
    public static byte[] Overwrite(byte[] bytes, int begin, int end, Chance chance)
    {
        switch (chance.Below(6))
        {
            case 0: bytes[begin] = chance.Of(Bytes); break;
            case 1: bytes[begin] = (byte)chance.Bits(); break;
            case 2: bytes.AsSpan(begin, end - begin).Fill(chance.Of(Bytes)); break;
            case 3: bytes.AsSpan(chance.Below(bytes.Length - (end - begin) + 1), end - begin).CopyTo(bytes.AsSpan(begin)); break;
            case 4: WriteNumber(bytes, begin, chance); break;
            default: bytes[begin] ^= (byte)(1 << chance.Below(8)); break;
        }
        return bytes;
    }

    /// <summary>A number that is known for trouble, of 2, 4 or 8 bytes, in either order of bytes, where there is room.</summary>
    public static void WriteNumber(Span<byte> bytes, int place, Chance chance)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, chance.Of(Numbers));
        number = number[..(2 << chance.Below(3))];
        if (chance.OneIn(2)) number.Reverse();
        if (bytes.Length >= number.Length) number.CopyTo(bytes[Math.Min(place, bytes.Length - number.Length)..]);
    }

    private static byte[] Insert(byte[] bytes, int place, byte[] more) => [.. bytes[..place], .. more, .. bytes[place..]];

    private static byte[] Repeated(byte[] bytes, int times)
    {
        times = Math.Min(times, MostRepeats / Math.Max(1, bytes.Length));
        var repeated = new byte[times * bytes.Length];
        for (int i = 0; i < times; i++) bytes.CopyTo(repeated, i * bytes.Length);
        return repeated;
    }
}

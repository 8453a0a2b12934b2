using Backprop.Numerics;

namespace Backprop.Tests.Data;

/// <summary>
/// Seeded damage that knows the format: types, ranks and dimensions of the header, and plain bytes; before compression,
/// so that the deeper checks are reached, or after it. Mutant n is the same on every machine.
/// </summary>
internal sealed class IdxMutator(byte[] file)
{
    private static readonly uint[] Dimensions = [0, 1, 2, 3, 4, 12, 16, 48, 0x100, 0xFFFF, 0x10000, 0x10001, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];
    private static readonly byte[] Types = [0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E];

    public byte[] Mutant(uint number)
    {
        var random = new CounterRandom(0x1D8, RandomPurpose.Sampling, number);
        ulong draw = 0;
        byte[] bytes = [.. file];
        bool gzipped = random.Below(2, draw++) == 0, late = gzipped && random.Below(3, draw++) == 0;
        if (late) bytes = IdxBytes.Gzipped(bytes);
        for (int edits = 1 + random.Below(3, draw++); edits > 0; edits--)
            bytes = late || random.Below(2, draw++) == 0 ? EditBytes(bytes, random, ref draw) : EditHeader(bytes, random, ref draw);
        return gzipped && !late ? IdxBytes.Gzipped(bytes) : bytes;
    }

    private static byte[] EditHeader(byte[] bytes, CounterRandom random, ref ulong draw)
    {
        if (bytes.Length < 8) return bytes;
        switch (random.Below(4, draw++))
        {
            case 0:
                bytes[2] = Types[random.Below(Types.Length, draw++)];
                break;
            case 1:
                bytes[3] = (byte)random.Below(10, draw++);
                break;
            default:
                int place = 4 + 4 * random.Below(Math.Min(3, bytes.Length / 4 - 1), draw++);
                IdxBytes.BigEndian(Dimensions[random.Below(Dimensions.Length, draw++)]).CopyTo(bytes, place);
                break;
        }
        return bytes;
    }

    private static byte[] EditBytes(byte[] bytes, CounterRandom random, ref ulong draw)
    {
        if (bytes.Length == 0) return [(byte)random.Bits(draw++)];
        int begin = random.Below(bytes.Length, draw++), end = Math.Min(bytes.Length, begin + random.Below(20, draw++));
        switch (random.Below(6, draw++))
        {
            case 0: return bytes[..begin];
            case 1: return [.. bytes[..begin], .. bytes[end..]];
            case 2: return [.. bytes[..end], .. bytes[begin..]];
            case 3: return [.. bytes, .. bytes];
            case 4: bytes[begin] = (byte)random.Bits(draw++); return bytes;
            default: bytes[begin] ^= (byte)(1 << random.Below(8, draw++)); return bytes;
        }
    }
}

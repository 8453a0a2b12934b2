using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace Backprop.Data;

/// <summary>A type of number in IDX files: its code in the third byte, its size, and how big-endian bytes become floats.</summary>
internal sealed record IdxElement(byte Code, string Name, int Size, bool IsWhole, IdxElement.Decoder Decode)
{
    /// <summary>Decodes <c>values.Length</c> elements.</summary>
    internal delegate void Decoder(ReadOnlySpan<byte> bytes, Span<float> values);

    public static readonly IdxElement UInt8 = new(0x08, "u8", 1, true, (bytes, values) =>
    {
        int i = 0;
        for (; i <= values.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(bytes[i..]));
            Store(low, values[i..]);
            Store(high, values[(i + Vector128<ushort>.Count)..]);
        }
        for (; i < values.Length; i++) values[i] = bytes[i];

        static void Store(Vector128<ushort> numbers, Span<float> values)
        {
            var (low, high) = Vector128.Widen(numbers);
            Vector128.ConvertToSingle(low.AsInt32()).CopyTo(values);
            Vector128.ConvertToSingle(high.AsInt32()).CopyTo(values[Vector128<int>.Count..]);
        }
    });

    private static readonly IdxElement[] All =
    [
        UInt8,
        Of(0x09, "i8", 1, true, bytes => (sbyte)bytes[0]),
        Of(0x0B, "i16", 2, true, bytes => BinaryPrimitives.ReadInt16BigEndian(bytes)),
        Of(0x0C, "i32", 4, true, bytes => BinaryPrimitives.ReadInt32BigEndian(bytes)),
        Of(0x0D, "f32", 4, false, bytes => BinaryPrimitives.ReadSingleBigEndian(bytes)),
        Of(0x0E, "f64", 8, false, bytes => (float)BinaryPrimitives.ReadDoubleBigEndian(bytes)),
    ];

    /// <summary>The type with the given code; null where there is none.</summary>
    public static IdxElement? WithCode(byte code) => Array.Find(All, element => element.Code == code);

    private delegate float One(ReadOnlySpan<byte> bytes);

    private static IdxElement Of(byte code, string name, int size, bool isWhole, One decode) =>
        new(code, name, size, isWhole, (bytes, values) =>
        {
            for (int i = 0; i < values.Length; i++) values[i] = decode(bytes[(i * size)..]);
        });
}

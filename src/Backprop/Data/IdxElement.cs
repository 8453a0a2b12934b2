using System.Buffers.Binary;

namespace Backprop.Data;

/// <summary>A type of number in IDX files: its code in the third byte, its size, and how big-endian bytes become floats.</summary>
internal sealed record IdxElement(byte Code, string Name, int Size, bool IsWhole, IdxElement.Decoder Decode)
{
    /// <summary>Decodes <c>values.Length</c> elements.</summary>
    internal delegate void Decoder(ReadOnlySpan<byte> bytes, Span<float> values);

    public static readonly IdxElement UInt8 = new(0x08, "u8", 1, true, (bytes, values) =>
    {
        for (int i = 0; i < values.Length; i++) values[i] = bytes[i];
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

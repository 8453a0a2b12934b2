namespace Backprop.Files;

/// <summary>
/// What one element of a tensor is: a dtype of the safetensors format with its size in bits.
/// Values of F32, F64, I32, I64 and U8 can be read and written as numbers; the others pass through as bytes.
/// </summary>
public sealed class ElementType
{
    private static readonly Dictionary<string, ElementType> ByName = new(StringComparer.Ordinal);
    private static readonly Dictionary<Type, ElementType> ByNumber = [];

    /// <summary>IEEE 754 single precision, <see cref="float"/>.</summary>
    public static ElementType F32 { get; } = Define<float>("F32", 32);

    /// <summary>IEEE 754 double precision, <see cref="double"/>.</summary>
    public static ElementType F64 { get; } = Define<double>("F64", 64);

    /// <summary>Signed 32-bit integer, <see cref="int"/>.</summary>
    public static ElementType I32 { get; } = Define<int>("I32", 32);

    /// <summary>Signed 64-bit integer, <see cref="long"/>.</summary>
    public static ElementType I64 { get; } = Define<long>("I64", 64);

    /// <summary>Unsigned byte, <see cref="byte"/>.</summary>
    public static ElementType U8 { get; } = Define<byte>("U8", 8);

    // The rest of the enum Dtype of the safetensors crate, version 0.6; F4 and F6 are packed without gaps.
    static ElementType()
    {
        foreach (string name in (string[])["BOOL", "I8", "F8_E4M3", "F8_E5M2", "F8_E8M0"]) Define(name, 8);
        foreach (string name in (string[])["I16", "U16", "F16", "BF16"]) Define(name, 16);
        foreach (string name in (string[])["U64", "C64"]) Define(name, 64);
        foreach (string name in (string[])["F6_E2M3", "F6_E3M2"]) Define(name, 6);
        Define("U32", 32);
        Define("F4", 4);
    }

    private ElementType(string name, int bits) => (Name, Bits) = (name, bits);

    /// <summary>The dtype as it stands in a file, <c>F32</c> for example.</summary>
    public string Name { get; }

    /// <summary>Bits of one element: 4, 6, 8, 16, 32 or 64.</summary>
    public int Bits { get; }

    /// <summary>The element type of that name, or null where safetensors defines none.</summary>
    public static ElementType? Named(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The dtype's name.</summary>
    public override string ToString() => Name;

    /// <summary>The element type that holds numbers of type <typeparamref name="T"/>.</summary>
    /// <exception cref="NotSupportedException">No dtype holds that type.</exception>
    internal static ElementType Of<T>() where T : unmanaged =>
        ByNumber.GetValueOrDefault(typeof(T))
        ?? throw new NotSupportedException($"Tensors hold float, double, int, long or byte, not {typeof(T).Name}.");

    /// <summary>Bytes of a tensor of that shape, or null where they overflow or end inside a byte.</summary>
    internal long? BytesOf(ReadOnlySpan<long> shape)
    {
        try
        {
            long bits = Bits;
            foreach (long dimension in shape) bits = checked(bits * dimension);
            return bits % 8 == 0 ? bits / 8 : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static ElementType Define<T>(string name, int bits) => ByNumber[typeof(T)] = Define(name, bits);

    private static ElementType Define(string name, int bits) => ByName[name] = new ElementType(name, bits);
}

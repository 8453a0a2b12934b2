using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Files;

/// <summary>
/// One named array of a safetensors file: element type, shape and values, row-major.
/// Made from an array it reads that array and does not copy it: leave the values alone until the file is written.
/// A tensor holds less than 2 GiB.
/// </summary>
public sealed class SafeTensor
{
    private readonly Func<ReadOnlySpan<byte>> _littleEndian;
    private readonly string _source;

    internal SafeTensor(string name, ElementType type, long[] shape, Func<ReadOnlySpan<byte>> littleEndian, string source = "memory") =>
        (Name, Type, Shape, _littleEndian, _source) = (name, type, Array.AsReadOnly(shape), littleEndian, source);

    /// <summary>The name, unique in its file.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public ElementType Type { get; }

    /// <summary>The dimensions, outermost first: empty for a scalar, and a dimension may be 0.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The values as the file holds them: row-major, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => _littleEndian();

    /// <summary>A tensor of F32, F64, I32, I64 or U8, as <typeparamref name="T"/> is float, double, int, long or byte.</summary>
    /// <param name="name">Name, unique in its file.</param>
    /// <param name="values">Values, row-major.</param>
    /// <param name="shape">Dimensions, outermost first; none for a scalar.</param>
    /// <exception cref="ArgumentException">The shape does not fit the values, or they fill 2 GiB or more.</exception>
    /// <exception cref="NotSupportedException">No element type holds <typeparamref name="T"/>.</exception>
    public static SafeTensor Of<T>(string name, ReadOnlyMemory<T> values, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        ElementType type = ElementType.Of<T>();
        CheckSize(name, type, shape, (long)values.Length * Unsafe.SizeOf<T>());
        if (BitConverter.IsLittleEndian)
            return new SafeTensor(name, type, shape.ToArray(), () => MemoryMarshal.AsBytes(values.Span));
        byte[] reversed = MemoryMarshal.AsBytes(values.Span).ToArray();
        ReverseEach(reversed, Unsafe.SizeOf<T>());
        return new SafeTensor(name, type, shape.ToArray(), () => reversed);
    }

    /// <inheritdoc cref="Of{T}(string, ReadOnlyMemory{T}, ReadOnlySpan{long})"/>
    public static SafeTensor Of<T>(string name, T[] values, params ReadOnlySpan<long> shape) where T : unmanaged =>
        Of(name, new ReadOnlyMemory<T>(values), shape);

    /// <summary>A tensor of any element type from the bytes that the file is to hold, little-endian.</summary>
    /// <exception cref="ArgumentException">The shape does not fit the bytes.</exception>
    public static SafeTensor OfBytes(string name, ElementType type, ReadOnlyMemory<byte> littleEndian, params ReadOnlySpan<long> shape)
    {
        ArgumentNullException.ThrowIfNull(type);
        CheckSize(name, type, shape, littleEndian.Length);
        return new SafeTensor(name, type, shape.ToArray(), () => littleEndian.Span);
    }

    /// <summary>The values as numbers, in a new array.</summary>
    /// <exception cref="InvalidInputException">The tensor holds another type.</exception>
    public T[] ToArray<T>() where T : unmanaged
    {
        ThrowUnlessOf<T>();
        var values = new T[Bytes.Length / Unsafe.SizeOf<T>()];
        CopyTo<T>(values);
        return values;
    }

    /// <summary>Copies the values as numbers.</summary>
    /// <exception cref="InvalidInputException">The tensor holds another type.</exception>
    /// <exception cref="ArgumentException">The destination is not exactly as long as the tensor.</exception>
    public void CopyTo<T>(Span<T> destination) where T : unmanaged
    {
        ThrowUnlessOf<T>();
        Span<byte> bytes = MemoryMarshal.AsBytes(destination);
        if (bytes.Length != Bytes.Length)
            throw new ArgumentException($"Tensor '{Name}' has {Bytes.Length / Unsafe.SizeOf<T>()} elements but the destination has {destination.Length}.", nameof(destination));
        Bytes.CopyTo(bytes);
        if (!BitConverter.IsLittleEndian) ReverseEach(bytes, Unsafe.SizeOf<T>());
    }

    /// <summary>Turns every element's bytes around: between little-endian files and big-endian machines.</summary>
    internal static void ReverseEach(Span<byte> bytes, int size)
    {
        for (int begin = 0; begin < bytes.Length; begin += size) bytes.Slice(begin, size).Reverse();
    }

    private static void CheckSize(string name, ElementType type, ReadOnlySpan<long> shape, long bytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (long dimension in shape) ArgumentOutOfRangeException.ThrowIfNegative(dimension, nameof(shape));
        if (type.BytesOf(shape) != bytes)
            throw new ArgumentException($"Tensor '{name}' of {type} [{string.Join(", ", shape.ToArray())}] cannot hold {bytes} bytes.", nameof(shape));
        if (bytes > Array.MaxLength || shape.Length > SafeTensorsHeader.MaxDimensions)
            throw new ArgumentException($"Tensor '{name}' has {bytes} bytes and {shape.Length} dimensions; the limits are {Array.MaxLength} and {SafeTensorsHeader.MaxDimensions}. Split it.", nameof(shape));
    }

    private void ThrowUnlessOf<T>() where T : unmanaged
    {
        ElementType asked = ElementType.Of<T>();
        if (Type != asked)
            throw new InvalidInputException(
                $"{Printable.Path(_source)}: tensor {Printable.Quoted(Name)} holds {Type} but {asked} is needed. Convert it to {asked} and save the file again.");
    }
}

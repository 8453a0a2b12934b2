using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Backprop.Tabular;

/// <summary>
/// One array of numbers in numpy's NPY format (versions 1.0 to 3.0): magic, version, length of the header, a Python dictionary
/// with descr, fortran_order and shape (<see cref="NpyHeader"/>), then the data. Arrays of objects are refused: they would run code.
/// </summary>
internal sealed class NpyArray
{
    private const int LongestHeader = 10_000;

    private readonly byte[] _data;
    private readonly bool _columnFirst, _bigEndian;
    private readonly char _kind;
    private readonly int _size;

    private NpyArray(string name, byte[] data, NpyHeader header)
    {
        (Name, _data, _columnFirst, Rows, Columns) = (name, data, header.ColumnFirst, header.Rows, header.Columns);
        (_bigEndian, _kind, _size) = (header.Type[0] == '>', header.Type[1], header.Size);
    }

    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>What the archive calls it; empty outside of one.</summary>
    public string Name { get; }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Reads an array to the end of its stream.</summary>
    /// <param name="where">What messages call it.</param>
    /// <param name="name">What the archive calls it.</param>
    /// <param name="stream">Its bytes.</param>
    /// <param name="mostBytes">How many there can be; by default as many as come.</param>
    /// <exception cref="InvalidInputException">The array is damaged, or has no numbers in rows.</exception>
    public static NpyArray Read(string where, string name, Stream stream, long mostBytes = long.MaxValue)
    {
        var header = NpyHeader.Parse(where, ReadHeader(where, stream));
        if (header.DataBytes > mostBytes)
            throw new InvalidInputException($"{where}: the array should have {header.DataBytes} bytes of data, but there are at most {mostBytes}; save it again.");
        return new NpyArray(name, ReadData(where, stream, header.DataBytes), header);
    }

    /// <summary>Writes a number as text that names it, as a float or a whole number, exactly.</summary>
    /// <returns>The length of the text.</returns>
    public int Format(int row, int column, Span<byte> text)
    {
        long index = _columnFirst ? ((long)column * Rows) + row : ((long)row * Columns) + column;
        Span<byte> element = stackalloc byte[8];
        element = element[.._size];
        _data.AsSpan((int)(index * _size), _size).CopyTo(element);
        if (_bigEndian) element.Reverse();
        int length = 0;
        bool fits = (_kind, _size) switch
        {
            ('f', 2) => Format((float)BinaryPrimitives.ReadHalfLittleEndian(element), text, out length),
            ('f', 4) => Format(BinaryPrimitives.ReadSingleLittleEndian(element), text, out length),
            ('f', _) => FormatDouble(BinaryPrimitives.ReadDoubleLittleEndian(element), text, out length),
            ('u', _) or ('b', _) => Format(Whole(element), text, out length),
            _ => Format(Signed(element), text, out length),
        };
        return fits ? length : throw new InvalidOperationException("a number of more than 32 characters");
    }

    /// <summary>Rounded to a float at once (the shortest text of a double would round twice), unless that is beyond its range.</summary>
    private static bool FormatDouble(double number, Span<byte> text, out int length) =>
        float.IsFinite((float)number) || !double.IsFinite(number) ? Format((float)number, text, out length) : Format(number, text, out length);

    private static bool Format<T>(T number, Span<byte> text, out int length) where T : IUtf8SpanFormattable =>
        number.TryFormat(text, out length, default, CultureInfo.InvariantCulture);

    private static ulong Whole(ReadOnlySpan<byte> element)
    {
        ulong value = 0;
        for (int i = element.Length - 1; i >= 0; i--) value = (value << 8) | element[i];
        return value;
    }

    private static long Signed(ReadOnlySpan<byte> element)
    {
        int unused = 64 - (8 * element.Length);
        return (long)(Whole(element) << unused) >> unused;
    }

    private static string ReadHeader(string where, Stream stream)
    {
        Span<byte> start = stackalloc byte[12];
        if (stream.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false) < 10 || !start.StartsWith(Magic) || start[6] is < 1 or > 3)
            throw new InvalidInputException($"{where}: the array does not begin as NPY 1.0 to 3.0 does; save it again.");
        int length = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (start[6] > 1)
        {
            stream.ReadAtLeast(start[10..], 2, throwOnEndOfStream: false);
            length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(start[8..]), int.MaxValue);
        }
        if (length > LongestHeader) throw new InvalidInputException($"{where}: the header of the array has {length} bytes, more than {LongestHeader}; save plain numbers.");
        var header = new byte[length];
        if (stream.ReadAtLeast(header, length, throwOnEndOfStream: false) < length) throw new InvalidInputException($"{where}: the array ends within its header; save it again.");
        return Encoding.UTF8.GetString(header);
    }

    /// <summary>No faster than the bytes arrive: the header may claim anything.</summary>
    private static byte[] ReadData(string where, Stream stream, long bytes)
    {
        if (bytes > Array.MaxLength) throw new InvalidInputException($"{where}: the array has {bytes} bytes, more than the {Array.MaxLength} that can be loaded; use fewer rows.");
        using var data = new MemoryStream();
        var block = new byte[1 << 16];
        for (int count; data.Length <= bytes && (count = stream.Read(block)) > 0;) data.Write(block, 0, count);
        return data.Length == bytes ? data.ToArray()
            : throw new InvalidInputException($"{where}: the array should have {bytes} bytes of data, but has {(data.Length > bytes ? "more" : $"{data.Length}")}; save it again.");
    }
}

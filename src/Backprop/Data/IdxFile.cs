using System.Buffers.Binary;

namespace Backprop.Data;

/// <summary>
/// One open IDX file (Y. LeCun's format of MNIST): 00 00 type dimensions, each dimension as a big-endian u32, then the
/// elements, big endian, last dimension fastest. The header is read on opening.
/// </summary>
internal sealed class IdxFile : IDisposable
{
    private const int LargestRank = 8, BlockBytes = 1 << 18;
    private readonly Stream _stream;
    private readonly string _where;

    private IdxFile(string path, Stream stream)
    {
        (Path, _stream) = (path, stream);
        _where = stream is GunzipStream ? $"{path} (decompressed)" : path;
        Span<byte> magic = stackalloc byte[4];
        int length = stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        if (length == 0) throw new InvalidInputException($"{path} is empty; get the file again.");
        if (length < 4) throw Truncated(4, length);
        if (magic[0] != 0 || magic[1] != 0 || IdxElement.WithCode(magic[2]) is not { } element || magic[3] is 0 or > LargestRank)
            throw new InvalidInputException(
                $"{_where} is not an IDX file: at byte 0 stands {Convert.ToHexString(magic)}, but images begin with 00000803 and labels with 00000801.");
        Element = element;
        Dimensions = ReadDimensions(magic[3]);
    }

    public string Path { get; }

    public IdxElement Element { get; }

    public int[] Dimensions { get; }

    private int HeaderLength => 4 + 4 * Dimensions.Length;

    public static IdxFile Open(string path)
    {
        Stream stream = DataFile.OpenRead(path);
        try
        {
            return new IdxFile(path, stream);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>
    /// All elements. Nothing is allocated that the header only claims: a plain file's length must fit the header first; a
    /// compressed one must be long enough to hold so much, and is decompressed before there is room for its numbers.
    /// </summary>
    public float[] ReadElements()
    {
        long count = ElementCount(), dataBytes = count * Element.Size;
        long? known = (_stream as SourceStream)?.FileLength - HeaderLength;
        if (known < dataBytes) throw Truncated(HeaderLength + dataBytes, HeaderLength + known.Value);
        if (known > dataBytes) throw TooLong(dataBytes);
        (_stream as GunzipStream)?.Require(HeaderLength + dataBytes);
        int block = (int)Math.Min(BlockBytes, dataBytes);
        return Decode(known is null ? LetGo(new Queue<ArraySegment<byte>>(Blocks(dataBytes, null))) : Blocks(dataBytes, new byte[block]), count);
    }

    private static IEnumerable<ArraySegment<byte>> LetGo(Queue<ArraySegment<byte>> blocks)
    {
        while (blocks.TryDequeue(out var block)) yield return block;
    }

    private float[] Decode(IEnumerable<ArraySegment<byte>> blocks, long count)
    {
        float[] values = GC.AllocateUninitializedArray<float>((int)count);
        int done = 0;
        foreach (var block in blocks)
        {
            Span<float> target = values.AsSpan(done, block.Count / Element.Size);
            Element.Decode(block, target);
            RequireFinite(target, done);
            done += target.Length;
        }
        return values;
    }

    /// <summary>The bytes of the data in portions of whole elements, in one buffer or each in its own.</summary>
    private IEnumerable<ArraySegment<byte>> Blocks(long dataBytes, byte[]? buffer)
    {
        for (long done = 0; done < dataBytes;)
        {
            int wanted = (int)Math.Min(BlockBytes, dataBytes - done);
            byte[] block = buffer ?? GC.AllocateUninitializedArray<byte>(wanted);
            int bytes = _stream.ReadAtLeast(block.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
            if (bytes < wanted) throw Truncated(HeaderLength + dataBytes, HeaderLength + done + bytes);
            done += wanted;
            yield return new ArraySegment<byte>(block, 0, wanted);
        }
        if (_stream.ReadByte() >= 0) throw TooLong(dataBytes);
    }

    private int[] ReadDimensions(int rank)
    {
        Span<byte> bytes = stackalloc byte[4 * LargestRank];
        bytes = bytes[..(4 * rank)];
        int length = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length < bytes.Length) throw Truncated(4 + bytes.Length, 4 + length);
        var dimensions = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            uint dimension = BinaryPrimitives.ReadUInt32BigEndian(bytes[(4 * i)..]);
            if (dimension is 0 or > int.MaxValue)
                throw new InvalidInputException(
                    $"{_where}: at byte {4 + 4 * i} the header says {dimension} {(i == 0 ? "items" : "values along dimension " + (i + 1))}; expected 1 … {int.MaxValue}.");
            dimensions[i] = (int)dimension;
        }
        return dimensions;
    }

    private long ElementCount()
    {
        long count = 1;
        foreach (int dimension in Dimensions)
        {
            count *= dimension;          // Below 2⁶²: the count before was at most 2³¹.
            if (count > Array.MaxLength)
                throw new InvalidInputException(
                    $"{_where}: at byte 4 the header says {string.Join(" × ", Dimensions)} values, more than the {Array.MaxLength} that can be loaded.");
        }
        return count;
    }

    private void RequireFinite(ReadOnlySpan<float> values, int first)
    {
        if (Element.IsWhole || FiniteValues.AreAll(values)) return;
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                throw new InvalidInputException(FormattableString.Invariant(
                    $"{_where}: at byte {HeaderLength + ((long)first + i) * Element.Size} stands a value that is not a finite float ({values[i]}); every value must be finite."));
        }
    }

    private InvalidInputException Truncated(long expected, long length) =>
        new($"{_where} is truncated: it should have {expected} bytes but ends after {length}; get the file again.");

    private InvalidInputException TooLong(long dataBytes) =>
        new($"{_where}: other data follow at byte {HeaderLength + dataBytes}, where the {string.Join(" × ", Dimensions)} values of the header end; get the file again.");
}

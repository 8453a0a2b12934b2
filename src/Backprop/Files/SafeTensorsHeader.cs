namespace Backprop.Files;

/// <summary>One tensor as the header describes it; its bytes stand at [Begin, End) of the data.</summary>
internal readonly record struct TensorEntry(string Name, ElementType Type, long[] Shape, long Begin, long End, long Offset);

/// <summary>The header of a safetensors file, as parsed: metadata, tensors, and where the digest of the header stands (−1: nowhere).</summary>
internal sealed record SafeTensorsHeader(SortedDictionary<string, string> Metadata, List<TensorEntry> Tensors, int DigestAt)
{
    public const string MetadataKey = "__metadata__";

    /// <summary>Bytes before the JSON: its length as u64.</summary>
    public const int PrefixLength = 8;

    /// <summary>The format's own cap (MAX_HEADER_SIZE of the safetensors crate).</summary>
    public const int MaxLength = 100_000_000;

    /// <summary>NumPy's limit; it bounds what a shape can make a reader allocate.</summary>
    public const int MaxDimensions = 64;

    /// <summary>
    /// Keys that a reader accepts in all, of tensors and metadata: far more than any model has, and few enough that
    /// a header of 100 MB made of nothing but keys is refused in a moment.
    /// </summary>
    public const int MaxKeys = 200_000;

    /// <summary>
    /// Sorts the tensors by offset and checks that they fill the data exactly: from 0, each where the one before ended,
    /// to the end of the file, each as long as its shape and type ask.
    /// </summary>
    public void CheckLayout(long dataLength, Damage damage)
    {
        Tensors.Sort((a, b) => (a.Begin, a.End).CompareTo((b.Begin, b.End)));
        long end = 0;
        foreach (TensorEntry tensor in Tensors)
        {
            CheckSize(tensor, damage);
            if (tensor.Begin != end)
                throw damage.At(tensor.Offset, $"tensor {Printable.Quoted(tensor.Name)} begins at {tensor.Begin} of the data but must begin at {end}, where the one before ends");
            end = tensor.End;
        }
        if (end != dataLength)
            throw damage.In($"the tensors take {end} bytes but {dataLength} follow the header");
    }

    private static void CheckSize(in TensorEntry tensor, Damage damage)
    {
        if (tensor.Type.BytesOf(tensor.Shape) is not { } expected)
            throw damage.At(tensor.Offset, $"{Described(tensor)} has a size that overflows or is no whole number of bytes");
        if (tensor.End - tensor.Begin != expected || tensor.End < tensor.Begin)
            throw damage.At(tensor.Offset, $"{Described(tensor)} needs {expected} bytes but its data_offsets [{tensor.Begin}, {tensor.End}] span {tensor.End - tensor.Begin}");
        if (expected > Array.MaxLength)
            throw new InvalidInputException(
                $"{damage.File}, offset {tensor.Offset}: {Described(tensor)} has {expected} bytes but at most {Array.MaxLength} can be read. Split it into several tensors.");
    }

    private static string Described(in TensorEntry tensor) =>
        $"tensor {Printable.Quoted(tensor.Name)} of {tensor.Type} {Printable.Shape(tensor.Shape)}";
}

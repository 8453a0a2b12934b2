using System.Security.Cryptography;

namespace Backprop.Files;

/// <summary>What a reader knows about a file being as it was written.</summary>
public enum Integrity
{
    /// <summary>The file carries no digests (another program wrote it), or was not read from anywhere.</summary>
    Unverified,

    /// <summary>Both digests were there and fit: no byte has changed since the file was written.</summary>
    Verified,
}

/// <summary>The content of a safetensors file: named tensors, and metadata of text. Immutable but for the tensors' own arrays.</summary>
public sealed class SafeTensorsFile
{
    private readonly SortedDictionary<string, SafeTensor> _tensors = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _metadata;
    private readonly string _source;

    /// <summary>A document of those tensors and that metadata.</summary>
    /// <exception cref="ArgumentException">Two tensors have one name, or a tensor is named <c>__metadata__</c>.</exception>
    public SafeTensorsFile(IEnumerable<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        : this(tensors, new SortedDictionary<string, string>((metadata ?? new Dictionary<string, string>()).ToDictionary(), StringComparer.Ordinal), Integrity.Unverified, "memory")
    {
    }

    internal SafeTensorsFile(IEnumerable<SafeTensor> tensors, SortedDictionary<string, string> metadata, Integrity integrity, string source)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        foreach (SafeTensor tensor in tensors)
            if (tensor.Name == SafeTensorsHeader.MetadataKey || !_tensors.TryAdd(tensor.Name, tensor))
                throw new ArgumentException($"'{tensor.Name}' cannot name a tensor: it is reserved or taken.", nameof(tensors));
        (_metadata, Integrity, _source) = (metadata, integrity, source);
    }

    /// <summary>Metadata in ordinal order of its keys; a file that carries digests shows them here as it holds them.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Tensors in ordinal order of their names.</summary>
    public IReadOnlyDictionary<string, SafeTensor> Tensors => _tensors;

    /// <summary>Whether digests vouched for every byte when the file was read.</summary>
    public Integrity Integrity { get; }

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="InvalidInputException">The file has none.</exception>
    public SafeTensor Tensor(string name) =>
        _tensors.TryGetValue(name, out SafeTensor? tensor)
            ? tensor
            : throw new InvalidInputException(
                $"{Printable.Path(_source)}: tensor {Printable.Quoted(name)} is missing among {_tensors.Count} tensors. Choose a file that has it, or save this one again with it.");

    /// <summary>SHA-256 of the bytes of all tensors in ordinal order of their names, 64 lower-case hexadecimal digits.</summary>
    public string ComputeTensorSha256()
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SafeTensor tensor in _tensors.Values) sha256.AppendData(tensor.Bytes);
        return Convert.ToHexStringLower(sha256.GetHashAndReset());
    }
}

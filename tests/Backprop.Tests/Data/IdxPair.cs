using Backprop.Data;
using Backprop.Tests.Files;

namespace Backprop.Tests.Data;

/// <summary>A file of images and a file of labels on disk.</summary>
internal sealed class IdxPair : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public IdxPair(byte[]? images = null, byte[]? labels = null)
    {
        Write(ImagesPath, images ?? IdxBytes.Images);
        Write(LabelsPath, labels ?? IdxBytes.Labels);
    }

    public string ImagesPath => _directory["images"];

    public string LabelsPath => _directory["labels"];

    // Deleted first: some file systems write a file that is truncated and filled again to the disk at once.
    public static void Write(string path, byte[] bytes)
    {
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Loads both; for damage that is certain to be refused use <see cref="Refused"/>.</summary>
    public Dataset Load() => IdxReader.Read(ImagesPath, LabelsPath);

    /// <summary>The line that a person gets, with the directory's own name taken out.</summary>
    public string Refused() => Refusal.Of(Load).Replace($"{_directory}{Path.DirectorySeparatorChar}", "", StringComparison.Ordinal);

    /// <summary>What is loaded, or null where it is refused; every other exception gets through.</summary>
    public Dataset? LoadOrRefusal()
    {
        try
        {
            return Load();
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    public void Dispose() => _directory.Dispose();
}

namespace Backprop.Tabular;

/// <summary>The standard input as a temporary file, so that it can be read more than once.</summary>
internal sealed class InputCopy : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public InputCopy()
    {
        using var file = File.Create(_path);
        using var input = Console.OpenStandardInput();
        input.CopyTo(file);
    }

    public long Length => new FileInfo(_path).Length;

    public Stream Open() => File.OpenRead(_path);

    public void Dispose() => File.Delete(_path);
}

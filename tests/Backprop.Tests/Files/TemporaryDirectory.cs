namespace Backprop.Tests.Files;

/// <summary>A directory of one test, removed with all that is in it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("backprop-tests-").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public string[] Names => [.. Directory.GetFileSystemEntries(_path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_path, recursive: true);

    public override string ToString() => _path;
}

namespace Backprop;

/// <summary>Checkpoints in memory, for a training that goes on in the same process.</summary>
internal sealed class MemoryCheckpoints : ICheckpointStore
{
    private readonly SortedDictionary<long, byte[]> _generations = [];

    public string Name => "memory";

    public IReadOnlyList<long> Generations() => [.. _generations.Keys];

    public void Save(long generation, Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        _generations[generation] = stream.ToArray();
    }

    public Stream Open(long generation) => new MemoryStream(_generations[generation], writable: false);

    public void Delete(long generation) => _generations.Remove(generation);
}

namespace Backprop.Tests.Checkpoints;

/// <summary>Checkpoints in memory, all that were ever saved; what a training deletes can still be looked at.</summary>
internal sealed class MemoryStore : ICheckpointStore
{
    private readonly SortedDictionary<long, byte[]> _generations = [];

    private readonly Dictionary<string, MemoryStore> _parts = [];

    public string Name { get; private init; } = "memory";

    /// <summary>Everything that was saved, deleted or not.</summary>
    public List<byte[]> Saved { get; } = [];

    /// <summary>A store with checkpoints in it, the oldest first.</summary>
    public static MemoryStore With(params ReadOnlySpan<byte[]> checkpoints)
    {
        var store = new MemoryStore();
        foreach (byte[] checkpoint in checkpoints) store._generations.Add(store._generations.Count + 1, checkpoint);
        return store;
    }

    public IReadOnlyList<long> Generations() => [.. _generations.Keys];

    public void Save(long generation, Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        _generations.Add(generation, stream.ToArray());
        Saved.Add(stream.ToArray());
    }

    /// <summary>Whether nothing can be read, as while a disk is away.</summary>
    public bool IsUnreadable { get; set; }

    public Stream Open(long generation) => IsUnreadable ? throw new IOException("Input/output error", 5) : new MemoryStream(_generations[generation], writable: false);

    public void Delete(long generation) => _generations.Remove(generation);

    public ICheckpointStore Part(string name) => PartOf(name);

    public MemoryStore PartOf(string name)
    {
        if (!_parts.TryGetValue(name, out var part)) _parts.Add(name, part = new MemoryStore { Name = $"{Name}/{name}" });
        return part;
    }

    /// <summary>Puts other bytes in the place of every checkpoint.</summary>
    public void ChangeAll(Func<byte[], byte[]> change)
    {
        foreach (long generation in Generations()) _generations[generation] = change([.. _generations[generation]]);
    }

    /// <summary>Flips a bit of the newest checkpoint.</summary>
    public void DamageNewest() => _generations[_generations.Keys.Max()][^7] ^= 4;
}

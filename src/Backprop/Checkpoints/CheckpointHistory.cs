using Backprop.Files;

namespace Backprop;

/// <summary>The generations of one store: the newest valid one is found, new ones are added, old ones removed once a newer one is safe.</summary>
internal sealed class CheckpointHistory(Checkpointing options)
{
    private readonly List<long> _valid = [], _damaged = [];
    private long _newest;

    /// <summary>Whether there are damaged generations, which go when the next one is added.</summary>
    public bool HasDamaged => _damaged.Count > 0;

    /// <summary>Looks at what is there, from the newest on, until one is valid.</summary>
    /// <returns>That one; null where there is none at all.</returns>
    /// <exception cref="InvalidInputException">There are some, and all are damaged.</exception>
    public (SafeTensorsFile Content, string Run, string Name)? Newest()
    {
        var generations = options.Store.Generations();
        _newest = generations.Count == 0 ? 0 : generations[^1];
        foreach (long generation in generations.Reverse())
        {
            string name = $"{options.Store.Name}, checkpoint {generation}";
            try
            {
                using var stream = options.Store.Open(generation);
                var (content, run) = CheckpointFile.Read(stream, name);
                _valid.AddRange(generations.Where(other => other <= generation));
                return (content, run, name);
            }
            catch (InvalidInputException exception)
            {
                _damaged.Add(generation);
                options.Warn?.Invoke($"{exception.Message} The checkpoint before it is looked at.");
            }
        }
        return generations.Count == 0 ? null : throw new InvalidInputException($"{options.Store.Name}: none of its {generations.Count} checkpoints can be read. Begin a new run in another folder.");
    }

    /// <summary>Adds a generation, and removes those that are no longer wanted.</summary>
    /// <exception cref="InvalidInputException">The place is full or not writable; what was there is unchanged.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    public void Add(Action<Stream> write)
    {
        options.Store.Save(_newest + 1, write);
        _valid.Add(++_newest);
        // A damaged one is of no use to anybody, and must not take the place of a valid one.
        foreach (long generation in _damaged.Concat(_valid.SkipLast(options.Keep)).ToList()) Remove(generation);
    }

    private void Remove(long generation)
    {
        try
        {
            options.Store.Delete(generation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            options.Warn?.Invoke($"An old checkpoint could not be removed: {exception.Message}");
        }
        _damaged.Remove(generation);
        _valid.Remove(generation);
    }
}

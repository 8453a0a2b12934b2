using Backprop.Files;

namespace Backprop;

/// <summary>The generations of one store: the newest valid one is found, new ones are added, old ones removed once a newer one is safe.</summary>
internal sealed class CheckpointHistory(Checkpointing options)
{
    private readonly List<long> _valid = [], _useless = [];
    private long _newest;

    /// <summary>Whether there are generations that were passed over, which go when the next one is added.</summary>
    public bool HasUseless => _useless.Count > 0;

    /// <summary>Looks at what is there, from the newest on, until one is valid.</summary>
    /// <returns>That one; null where there is none at all, or where all of one training of several are damaged, which then begins anew.</returns>
    /// <exception cref="InvalidInputException">There are some, and none can be used.</exception>
    public (SafeTensorsFile Content, string Run, string Name)? Newest()
    {
        var generations = options.Store.Generations();
        if (generations.Count == 0) return null;
        _newest = generations[^1];
        var faults = new List<Exception>();
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
            catch (Exception exception) when (exception is InvalidInputException || IsOfStorage(exception))
            {
                faults.Add(exception);
                _useless.Add(generation);
                string found = IsOfStorage(exception) ? $"{name}: the storage failed: {exception.Message.TrimEnd('.')}." : exception.Message;
                options.Warn?.Invoke($"{found}{(generation == generations[0] ? "" : " The checkpoint before it is looked at.")}");
            }
        }
        return BeginAnew(faults);
    }

    /// <summary>
    /// One training of several begins anew where nothing is left of it, so that the others are not lost with it. Checkpoints that another program,
    /// or a storage that works again, may still read are not given up.
    /// </summary>
    private (SafeTensorsFile, string, string)? BeginAnew(List<Exception> faults)
    {
        string none = $"{options.Store.Name}: none of its {faults.Count} checkpoints can be read.";
        if (faults.Exists(IsOfStorage)) throw new InvalidInputException($"{none} Try again when the storage works, or begin a new run in another folder.");
        if (!options.IsPart || !faults.TrueForAll(fault => fault is DamagedCheckpointException)) throw new InvalidInputException($"{none} Begin a new run in another folder.");
        options.Warn?.Invoke($"{none} This training of the run begins anew, and ends in the same bits; the others go on from theirs.");
        return null;
    }

    private static bool IsOfStorage(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>Adds a generation, and removes those that are no longer wanted.</summary>
    /// <exception cref="InvalidInputException">The place is full or not writable; what was there is unchanged.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    public void Add(Action<Stream> write)
    {
        options.Store.Save(_newest + 1, write);
        _valid.Add(++_newest);
        // One that was passed over is of no use any more, and must not take the place of a valid one.
        foreach (long generation in _useless.Concat(_valid.SkipLast(options.Keep)).ToList()) Remove(generation);
    }

    private void Remove(long generation)
    {
        try
        {
            options.Store.Delete(generation);
        }
        catch (Exception exception) when (IsOfStorage(exception))
        {
            options.Warn?.Invoke($"An old checkpoint could not be removed: {exception.Message}");
        }
        _useless.Remove(generation);
        _valid.Remove(generation);
    }
}

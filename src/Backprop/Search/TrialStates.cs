using Backprop.Files;

namespace Backprop;

/// <summary>
/// The states of trainings that may go on, each under a name of its own: in memory, or in folders beside a study, where they outlast
/// the process. The folder around them is locked, so that one process at a time goes on with a study.
/// </summary>
internal sealed class TrialStates : IDisposable
{
    private const string FolderSuffix = ".trials";

    private readonly Dictionary<string, MemoryCheckpoints> _inMemory = [];
    private readonly string? _folder;
    private readonly Action<string>? _warn;
    private readonly CheckpointDirectory? _lock;

    /// <param name="study">The file of the study; null for memory.</param>
    /// <param name="warn">Is told of states that could not be kept or removed.</param>
    /// <exception cref="InvalidInputException">The folder cannot be written, or another process has it.</exception>
    public TrialStates(string? study, Action<string>? warn)
    {
        (_folder, _warn) = (study + FolderSuffix, warn);
        if (study is null) _folder = null;
        else _lock = new CheckpointDirectory(_folder!);
    }

    /// <summary>Refuses a folder that is no new study's.</summary>
    /// <exception cref="InvalidInputException">It is there already.</exception>
    public static void RequireNone(string study)
    {
        string folder = study + FolderSuffix;
        if (Directory.Exists(folder) || File.Exists(folder))
            throw new InvalidInputException($"{Printable.Path(folder)}: is there already, and a new study would keep its trials there. Remove it, or give the study another name.");
    }

    /// <summary>Lets a training keep what it is, and go on from what it was.</summary>
    /// <exception cref="InvalidInputException">The folder cannot be written.</exception>
    public T Use<T>(string name, Func<Checkpointing, T> train)
    {
        if (_folder is null)
        {
            if (!_inMemory.TryGetValue(name, out var store)) _inMemory.Add(name, store = new MemoryCheckpoints());
            // In memory only the state at the end of a rung is of use.
            return train(new Checkpointing(store) { Every = CheckpointInterval.Batches(long.MaxValue), Keep = 1, Start = CheckpointStart.ResumeIfAny, Warn = _warn });
        }
        using var directory = new CheckpointDirectory(Path.Combine(_folder, name));
        return train(new Checkpointing(directory) { Keep = 2, Start = CheckpointStart.ResumeIfAny, Warn = _warn });
    }

    /// <summary>Whether a state is kept on the disk, where something may have happened to it.</summary>
    public bool Has(string name) => _folder is not null && CheckpointDirectory.HasCheckpoints(Path.Combine(_folder, name));

    /// <summary>Removes the state of a training that will not go on.</summary>
    public void Forget(string name)
    {
        _inMemory.Remove(name);
        if (_folder is not null) Remove(Path.Combine(_folder, name));
    }

    /// <summary>Removes all states, since the search is done.</summary>
    public void ForgetAll()
    {
        Dispose();
        _inMemory.Clear();
        if (_folder is not null) Remove(_folder);
    }

    public void Dispose() => _lock?.Dispose();

    private void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It takes room and nothing else.
            _warn?.Invoke($"{Printable.Path(folder)} could not be removed: {exception.Message}");
        }
    }
}

namespace Backprop;

/// <summary>
/// Where a training keeps its checkpoints: numbered generations of bytes. <see cref="CheckpointDirectory"/> is a folder of files;
/// a program may write one for another place. A training calls it from one thread at a time, though not always the same one.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>What messages call the place, such as the folder's path.</summary>
    string Name { get; }

    /// <summary>The generations that can be seen, ascending.</summary>
    IReadOnlyList<long> Generations();

    /// <summary>Keeps a generation: when it returns, all of it will outlast a loss of power; when it throws, nothing of it can be seen.</summary>
    /// <param name="generation">Its number, above all that there are.</param>
    /// <param name="write">Writes the content to a stream, which goes forward only.</param>
    /// <exception cref="InvalidInputException">The place is full or not writable.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    void Save(long generation, Action<Stream> write);

    /// <summary>Opens a generation to read it; the stream can seek. One that fails, here or while it is read, is passed over, and the one before looked at.</summary>
    /// <exception cref="InvalidInputException">It is not there or not readable.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    Stream Open(long generation);

    /// <summary>Removes a generation; one that is not there is no error.</summary>
    /// <exception cref="IOException">The storage failed.</exception>
    void Delete(long generation);

    /// <summary>
    /// A store within this one, with generations of its own, for one training of several that make a run: a member of an ensemble, a fold of
    /// a cross-validation. The same name always means the same store. A place that has room for one training alone need not have any: by default
    /// it is refused.
    /// </summary>
    /// <param name="name">Lower-case letters, digits and hyphens, such as <c>member-2</c>.</param>
    /// <exception cref="InvalidInputException">There is none, or it cannot be opened.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    ICheckpointStore Part(string name) => throw new InvalidInputException($"{Name}: has room for the checkpoints of one training, and this run has several. Choose another place, or train without checkpoints.");
}

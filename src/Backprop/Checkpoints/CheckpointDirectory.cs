using System.Buffers;
using System.Globalization;
using Backprop.Files;

namespace Backprop;

/// <summary>
/// A folder of checkpoints, <c>checkpoint-000001.safetensors</c> and so on, each complete or invisible: a temporary file, flushed to
/// the disk, renamed, the folder synced. One process at a time has it: the lock is the operating system's and ends with the process,
/// however that ends; the empty file <c>lock</c> that carries it stays and means nothing by itself. A part is a folder within, which is created
/// and locked when its first checkpoint is saved, so that a full disk costs a warning then.
/// </summary>
public sealed class CheckpointDirectory : ICheckpointStore, IDisposable
{
    private const string Prefix = "checkpoint-", Suffix = ".safetensors", LockName = "lock";
    private const int Digits = 6;
    private static readonly SearchValues<char> PartLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private readonly string _path;
    private readonly IFileSystem _files;
    private readonly Dictionary<string, CheckpointDirectory> _parts = [];
    private FileStream? _lock;

    // Whether the folder's own name outlasts a loss of power. It does before the first checkpoint is written, so one that is there says so.
    private bool _isDurable;

    /// <summary>Opens a folder, which is created where it is not there yet, and what an earlier process left half-written is removed.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="InvalidInputException">It cannot be created or written to, or another process writes its checkpoints there.</exception>
    /// <exception cref="IOException">The storage failed.</exception>
    public CheckpointDirectory(string path) : this(path, DiskFileSystem.Instance)
    {
    }

    /// <param name="path">The folder.</param>
    /// <param name="files">What does the writing and the reading.</param>
    internal CheckpointDirectory(string path, IFileSystem files) : this(path, files, null) => Open();

    /// <summary>A folder that is not created or locked yet.</summary>
    private CheckpointDirectory(string path, IFileSystem files, string? shown)
    {
        ArgumentNullException.ThrowIfNull(path);
        FileErrors.ThrowIfNoFileName(path);
        (Name, _files) = (shown ?? Printable.Path(path), files);
        if (File.Exists(path)) throw new InvalidInputException($"{Name}: is a file, but checkpoints need a folder. Give another name.");
        _path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        _isDurable = HasCheckpoints(_path);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Whether a folder holds checkpoints; it need not exist, and is not locked.</summary>
    public static bool HasCheckpoints(string path) => Numbers(path).Any();

    /// <inheritdoc/>
    public IReadOnlyList<long> Generations() => [.. Numbers(_path).Order()];

    /// <inheritdoc/>
    public void Save(long generation, Action<Stream> write)
    {
        if (_lock is null)
        {
            if (HasCheckpoints(_path)) throw new InvalidInputException($"{Name}: another process has written checkpoints there meanwhile. They are kept: choose another folder.");
            Open();
        }
        if (!_isDurable) MakeDurable();
        AtomicFile.Write(PathOf(generation), write, _files);
    }

    /// <inheritdoc/>
    public Stream Open(long generation)
    {
        string path = PathOf(generation);
        try
        {
            return _files.OpenRead(path);
        }
        catch (Exception e) when (FileErrors.Reading(path, e) is InvalidInputException clear)
        {
            throw clear;
        }
    }

    /// <inheritdoc/>
    public void Delete(long generation) => _files.Delete(PathOf(generation));

    /// <summary>A folder within this one, which stays locked, from its first checkpoint on, as long as this one is.</summary>
    /// <inheritdoc/>
    public ICheckpointStore Part(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().ContainsAnyExcept(PartLetters)) throw new ArgumentException($"'{name}' is no name of a part: use lower-case letters, digits and hyphens.", nameof(name));
        if (_parts.TryGetValue(name, out var part)) return part;
        part = new CheckpointDirectory(Path.Combine(_path, name), _files, Path.Combine(Name, name));
        if (HasCheckpoints(part._path)) part.Open();
        _parts.Add(name, part);
        return part;
    }

    /// <summary>Lets go of the folder and of its parts.</summary>
    public void Dispose()
    {
        foreach (var part in _parts.Values) part.Dispose();
        _lock?.Dispose();
    }

    private static IEnumerable<long> Numbers(string path)
    {
        if (!Directory.Exists(path)) yield break;
        foreach (string file in Directory.EnumerateFiles(path, $"{Prefix}*{Suffix}"))
        {
            ReadOnlySpan<char> digits = Path.GetFileName(file.AsSpan())[Prefix.Length..^Suffix.Length];
            if (digits.Length >= Digits && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) yield return number;
        }
    }

    private string PathOf(long generation) => Path.Combine(_path, Prefix + generation.ToString($"D{Digits}", CultureInfo.InvariantCulture) + Suffix);

    /// <summary>Creates the folder where it is not there yet, takes the lock, and removes what an earlier process left half-written.</summary>
    private void Open()
    {
        if (!Directory.Exists(_path)) MakeDurable();
        try
        {
            _lock = new FileStream(LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new InvalidInputException($"{Name}: another process writes its checkpoints there. Wait until it has ended, or choose another folder.", e);
        }
        catch (Exception e) when (FileErrors.Writing(LockPath, e) is { } clear)
        {
            throw clear;
        }
        RemoveLeftovers();
    }

    private void MakeDurable()
    {
        try
        {
            DurableDirectory.Create(_path, _files);
        }
        catch (Exception e) when (FileErrors.Writing(LockPath, e) is { } clear)
        {
            throw clear;
        }
        _isDurable = true;
    }

    private string LockPath => Path.Combine(_path, LockName);

    /// <summary>Nobody else writes here while the lock is held, so temporary files are those of a process that was killed.</summary>
    private void RemoveLeftovers()
    {
        foreach (string leftover in Directory.EnumerateFiles(_path, AtomicFile.TemporaryPrefix + "*"))
        {
            try
            {
                File.Delete(leftover);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It takes room and nothing else.
            }
        }
    }

    /// <summary>EWOULDBLOCK on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows.</summary>
    private static bool IsHeldByAnother(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);
}

using System.Text;

namespace Backprop.Tests.Hostile;

/// <summary>
/// A reader of files as its mutations see it: valid files to begin with, edits that know the format, the reading itself,
/// and how much that may allocate.
/// </summary>
internal abstract class HostileReader : IDisposable
{
    // In memory where the system has such a place: a million mutants are a million files.
    private const string MemoryFolder = "/dev/shm";

    private readonly string _directory = Directory.Exists(MemoryFolder)
        ? Directory.CreateDirectory(Path.Combine(MemoryFolder, $"backprop-hostile-{Guid.NewGuid():N}")).FullName
        : Directory.CreateTempSubdirectory("backprop-hostile-").FullName;

    private IReadOnlyList<byte[]>? _originals;

    /// <summary>The name, which is also that of its folder in the corpus.</summary>
    public abstract string Name { get; }

    /// <summary>How many mutants it gets where readers share a number: fewer where each takes long.</summary>
    public virtual int Share => 4;

    /// <summary>How much reading a file may allocate whose content has that length: the bound that docs/file-format.md states.</summary>
    /// <param name="length">Its bytes, decompressed where it is gzip data.</param>
    public abstract long MostAllocated(long length);

    /// <summary>Files that are as they should be.</summary>
    public IReadOnlyList<byte[]> Originals => _originals ??= MakeOriginals();

    /// <summary>Where a file lies that is read by its path.</summary>
    protected string FilePath => Beside("hostile");

    /// <summary>The mutant of that number: the same bytes on every machine.</summary>
    public byte[] Mutant(uint number)
    {
        var chance = new Chance(Seed(), number);
        byte[] mutant = Mutate([.. chance.Of(Originals)], chance);
        return chance.OneIn(8) ? ByteEdits.Edit(mutant, chance) : mutant;
    }

    /// <summary>Makes a file ready for <see cref="Load"/>; what this allocates does not count.</summary>
    public virtual void Put(byte[] file) => File.WriteAllBytes(FilePath, file);

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidInputException">It is refused. Any other exception is a fault of the reader.</exception>
    public abstract void Load();

    /// <summary>Uses what was loaded as a command would, to see that it holds what it promises; what this allocates does not count.</summary>
    public virtual void Use()
    {
    }

    public virtual void Dispose() => Directory.Delete(_directory, recursive: true);

    public override string ToString() => Name;

    protected abstract IReadOnlyList<byte[]> MakeOriginals();

    protected abstract byte[] Mutate(byte[] file, Chance chance);

    /// <summary>Another file beside it.</summary>
    protected string Beside(string name) => Path.Combine(_directory, name);

    // FNV-1a of the name, so that readers draw differently.
    private ulong Seed()
    {
        ulong hash = 14695981039346656037;
        foreach (byte letter in Encoding.UTF8.GetBytes(Name)) hash = unchecked((hash ^ letter) * 1099511628211);
        return hash;
    }
}

namespace Backprop.Files;

/// <summary>The operations of an atomic save, of making a place for it and of reading it again, one by one, so that a test can make any of them fail.</summary>
internal interface IFileSystem
{
    /// <summary>Creates a folder in one that is there.</summary>
    void CreateDirectory(string path);

    /// <summary>Opens a file to read it, while others may rename another one over it or remove it.</summary>
    Stream OpenRead(string path);

    /// <summary>Creates a file that must not exist yet; the mode (Unix) is that of the file it will replace, null for the default.</summary>
    Stream CreateNew(string path, UnixFileMode? mode);

    /// <summary>Brings everything written to a stream of <see cref="CreateNew"/> to the disk itself.</summary>
    void FlushToDisk(Stream stream);

    /// <summary>Renames, replacing what is there, in one step.</summary>
    void Rename(string from, string to);

    /// <summary>Brings a directory's entries to the disk, without which a rename may be undone by a loss of power.</summary>
    void SyncDirectory(string directory);

    void Delete(string path);
}

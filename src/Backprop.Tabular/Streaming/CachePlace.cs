using System.Security.Cryptography;
using System.Text;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>Where the cache of a table lies: beside its first file, or in a folder of the user's choosing. One file a table, which is replaced.</summary>
internal sealed class CachePlace : IDisposable
{
    /// <summary>How the name of a cache ends.</summary>
    public const string Extension = ".rows";

    private const int LongestName = 100, Digits = 12;

    private CachePlace(string path, bool isKept) => (Path, IsKept) = (path, isKept);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whether it stays for the next time; not so for the standard input, which nothing can be held against.</summary>
    private bool IsKept { get; }

    public static CachePlace Of(TableOptions options, string? folder)
    {
        if (options.Path == TableFiles.StandardInput)
            return new CachePlace(System.IO.Path.Combine(folder ?? System.IO.Path.GetTempPath(), $"{AtomicFile.TemporaryPrefix}{Guid.NewGuid():N}{Extension}"), isKept: false);
        string[] files = [.. TableFiles.Expand([options.Path, .. options.MoreFiles]).Select(System.IO.Path.GetFullPath)];
        string name = System.IO.Path.GetFileName(files[0]);
        // Several tables may share a first file, and a folder the names of tables from elsewhere.
        if (files.Length > 1 || folder is not null)
            name = $"{name[..Math.Min(name.Length, LongestName)]}.{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files))))[..Digits]}";
        return new CachePlace(System.IO.Path.Combine(folder ?? System.IO.Path.GetDirectoryName(files[0])!, name + Extension), isKept: true);
    }

    public void Dispose()
    {
        if (!IsKept) File.Delete(Path);
    }
}

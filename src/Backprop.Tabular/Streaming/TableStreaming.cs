namespace Backprop.Tabular;

/// <summary>How a table that does not fit in memory is read.</summary>
public sealed record TableStreaming
{
    /// <summary>Bytes of text, of gzipped files four times as many, from which a table is better not held in memory: 512 MiB.</summary>
    public const long LargeBytes = 512L << 20;

    /// <summary>The folder of the cache; null (the default) for that of the table's first file.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Is told in one line where a cache is there but cannot be used; default nobody.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Whether a table is so large that it is better not held in memory (<see cref="LargeBytes"/>).</summary>
    /// <exception cref="InvalidInputException">No file is called like a pattern.</exception>
    public static bool IsAdvisable(TableOptions options)
    {
        const int Inflation = 4;
        ArgumentNullException.ThrowIfNull(options);
        return TableFiles.Expand([options.Path, .. options.MoreFiles]).Where(File.Exists)
            .Sum(file => new FileInfo(file).Length * (file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Inflation : 1)) >= LargeBytes;
    }
}

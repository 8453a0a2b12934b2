using Backprop.Data;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>
/// A table that need not fit in memory, prepared and in parts: read twice as text the first time, and from then on from a cache of prepared rows.
/// While the training part has no more rows than the sample that medians come from (131,072, or as many as fit in 64 MiB), columns are learned
/// exactly as <see cref="Table.Prepare"/> learns them from the same rows.
/// </summary>
public sealed class StreamedTable : IDisposable
{
    private readonly CacheFile _cache;
    private readonly CachePlace _place;

    private StreamedTable(CacheFile cache, CachePlace place, bool isReused)
    {
        (_cache, _place, IsReused) = (cache, place, isReused);
        var facts = cache.Facts;
        var training = cache.Part(TablePart.Training)!;
        var scaling = AffineScaling.Standardize(training);
        Parts = new StreamedParts(training, cache.Part(TablePart.Validation), scaling)
        {
            Columns = facts.Schema.Columns,
            InputScaling = InputScaling.Of(scaling.Inputs, facts.Schema.Columns!.Select(CellEncoder.For).OfType<CellEncoder>()),
        };
        Test = cache.Part(TablePart.Test);
    }

    /// <summary>What reports call the table: the file's name.</summary>
    public string Name => _cache.Facts.Name;

    /// <summary>How the file was read.</summary>
    public TableFormat Format => _cache.Facts.Format;

    /// <summary>The number of rows.</summary>
    public int Rows => _cache.Facts.Rows.All;

    /// <summary>Rows that were left out since their target is missing.</summary>
    public int RowsWithoutTarget => _cache.Facts.Rows.WithoutTarget;

    /// <summary>Whether the target has few whole numbers, and nothing said whether they are classes.</summary>
    public bool IsTaskGuessed => _cache.Facts.IsTaskGuessed;

    /// <summary>What each column holds and becomes, in the table's order. Where there are more numbers than the sample holds, their histogram is that of the sample.</summary>
    public IReadOnlyList<ColumnProfile> Columns => _cache.Facts.Profiles;

    /// <summary>What is trained on and what is held out for validation.</summary>
    public StreamedParts Parts { get; }

    /// <summary>What is never trained on; null for none.</summary>
    public BlockSource? Test { get; }

    /// <summary>The file of prepared rows.</summary>
    public string CachePath => _place.Path;

    /// <summary>The length of that file.</summary>
    public long CacheBytes => _cache.Bytes;

    /// <summary>Whether the cache was there already, so that no text was read.</summary>
    public bool IsReused { get; }

    /// <summary>Opens a table: from its cache, or, where there is none that was made from these files with these options, from text.</summary>
    /// <param name="options">Which table; <see cref="TableOptions.Time"/> cannot divide it, since that needs all rows at once.</param>
    /// <param name="shares">Which parts are set aside; by default a tenth for validation. Each row is drawn by itself, so that shares hold on average.</param>
    /// <param name="streaming">Where the cache lies; by default beside the table.</param>
    /// <exception cref="InvalidInputException">Whatever is wrong with the file, with row and column, or with the options; the cache cannot be written.</exception>
    public static StreamedTable Open(TableOptions options, TableShares? shares = null, TableStreaming? streaming = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (shares, streaming) = (shares ?? new TableShares(), streaming ?? new TableStreaming());
        if (options.Weight is not null) throw new InvalidInputException($"{Printable.Path(options.Path)}: a table that is not in memory has no weights of rows; leave them out, or read the table into memory.");
        if (options.Time is not null) throw new InvalidInputException($"{Printable.Path(options.Path)}: the latest rows cannot be set aside of a table that is not in memory; leave out the time, or read the table into memory.");
        var place = CachePlace.Of(options, streaming.CacheFolder);
        CacheFile? cache = null;
        try
        {
            string key = CacheKey.Of(options, shares);
            cache = CacheFile.TryOpen(place.Path, key, options.Cancellation, out string? fault);
            if (fault is not null) streaming.Warn?.Invoke($"{Printable.Path(place.Path)}, the cache of the table, {fault}: it is made anew.");
            bool isReused = cache is not null;
            cache ??= Make(options, shares, key, place);
            return new StreamedTable(cache, place, isReused);
        }
        catch
        {
            cache?.Dispose();
            place.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cache.Dispose();
        _place.Dispose();
    }

    private static CacheFile Make(TableOptions options, TableShares shares, string key, CachePlace place)
    {
        using var input = options.Path == TableFiles.StandardInput ? new InputCopy() : null;
        new CacheMaking(options, shares, key, input).Write(place.Path);
        return CacheFile.TryOpen(place.Path, key, options.Cancellation, out _)
            ?? throw new InvalidInputException($"{Printable.Path(place.Path)}, the cache of the table, was replaced by another training while it was made; give each its own folder.");
    }
}

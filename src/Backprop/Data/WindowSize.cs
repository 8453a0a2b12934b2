namespace Backprop.Data;

/// <summary>How many blocks of a source are in memory at once.</summary>
internal static class WindowSize
{
    /// <summary>Rows of a window unless they are told: many enough for batches to be mixed well.</summary>
    public const int UsualRows = 1 << 16;

    /// <summary>Of wide rows, fewer are in memory: as many as so many bytes hold.</summary>
    public const long MostBytes = 64 << 20;

    /// <summary>Blocks of a window, at least one, at most all of the source.</summary>
    public static int Blocks(BlockSource source, int? wantedRows)
    {
        long width = source.Features + (source.IsClassification ? 1 : source.Outputs);
        long rows = wantedRows ?? Math.Min(UsualRows, MostBytes / (sizeof(float) * width));
        return (int)Math.Clamp(rows / source.BlockRows, 1, source.Blocks);
    }

    /// <summary>Rows that the largest window may have.</summary>
    public static int Rows(BlockSource source, int blocks) => (int)Math.Min((long)blocks * source.BlockRows, source.Count);
}

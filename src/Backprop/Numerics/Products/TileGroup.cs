namespace Backprop.Numerics;

/// <summary>
/// Tiles one below the other that are handed over together: few enough to stay in the first cache with what they are combined with,
/// and enough of them that the calls do not count.
/// </summary>
/// <param name="then">What takes them; null for nothing.</param>
/// <param name="panel">The rows and columns that all groups of these columns make up.</param>
/// <param name="floats">Those of the product that the panel is a part of.</param>
internal unsafe ref struct TileGroup(TileWork? then, Block panel, long floats)
{
    /// <summary>
    /// So many floats, 448 KB, are in the second cache when they are touched again a step later. From there they come in time,
    /// and asking for them beforehand would cost more than it saves; what is more is worth bringing nearer.
    /// </summary>
    private const long NearFloats = 7 << 14;

    /// <summary>Floats of a group at most: two of the largest tiles.</summary>
    public const int MostFloats = 2 * MostRowsOfTile * 64;

    /// <summary>Rows of a tile at most.</summary>
    public const int MostRowsOfTile = 6;

    private TileMemory _memory;
    private bool _fetches;

    /// <summary>Where the group begins.</summary>
    public int FirstRow { get; private set; } = panel.FirstRow;

    /// <summary>How many tiles of a height, from a row of the group on, it has room for: at least one, and perhaps more than there are.</summary>
    public readonly int Room(int row, int height) =>
        panel.Rows * panel.Columns <= MostFloats ? panel.Rows : (MostFloats / panel.Columns - (row - FirstRow)) / height;

    /// <summary>Tiles from a row on are about to be summed: tells them what is worth bringing nearer meanwhile, which is what will be touched a tile later.</summary>
    public void Begin(int row, int height, ref Tile tile)
    {
        if (then is null || TileMemory.MostPlaces * floats <= NearFloats) return;
        if (row == FirstRow)
        {
            _memory = then.Memory(panel with { FirstRow = row });
            _fetches = _memory.Places * floats > NearFloats;
        }
        tile.Fetches = _fetches;
        if (_fetches) _memory.CopyTo(ref tile.Soon, row - FirstRow + height);
    }

    /// <summary>Tiles from a row to another are summed; hands the group over when another one might not fit, or none follows.</summary>
    public void End(int row, int end, float* sums, nint stride)
    {
        if (end < panel.EndRow && (end - FirstRow + MostRowsOfTile) * panel.Columns <= MostFloats) return;
        then?.Apply(new FinishedTile(new Block(FirstRow, end, panel.FirstColumn, panel.EndColumn), sums - (row - FirstRow) * stride, stride));
        FirstRow = end;
    }
}

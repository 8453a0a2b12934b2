namespace Backprop.Data;

/// <summary>All rows in their own order, part after part: of a data set in one part, of a block source a few blocks at a time.</summary>
internal sealed class RowWindows
{
    // Small: reading forward needs no mixing.
    private const int MostRows = 1 << 13;

    private readonly BlockSource? _source;
    private readonly RowRoom? _room;
    private readonly int _blocks;

    public RowWindows(Dataset data) => (Data, Count) = (data, data.Count);

    public RowWindows(BlockSource source)
    {
        _blocks = WindowSize.Blocks(source, MostRows);
        (_source, _room) = (source, new RowRoom(source, WindowSize.Rows(source, _blocks)));
        (Data, Count) = (_room.Data, source.Count);
    }

    /// <summary>What the parts are read to, from row 0 on.</summary>
    public Dataset Data { get; }

    /// <summary>The number of rows in all.</summary>
    public int Count { get; }

    /// <summary>Fills <see cref="Data"/> with one part after the other, and gives the number of its rows.</summary>
    public IEnumerable<int> Fillings()
    {
        if (_source is null)
        {
            yield return Count;
            yield break;
        }
        for (int first = 0; first < _source.Blocks; first += _blocks)
        {
            int rows = 0;
            for (int block = first; block < Math.Min(first + _blocks, _source.Blocks); block++) rows += _room!.Read(_source, block, rows);
            yield return rows;
        }
    }
}

using Backprop.Data;
using Backprop.Numerics;

namespace Backprop;

/// <summary>
/// Batches of a source that is not in memory at once. For each epoch its blocks are shuffled and taken window by window; the rows of a window
/// are shuffled, and what is left of it after the last whole batch comes first in the next one. Where one window holds everything,
/// the order is that of the same rows in memory. All of it depends on seed, epoch and sizes alone.
/// </summary>
internal sealed class StreamedBatches : IBatches, IDisposable
{
    private readonly BlockSource _source;
    private readonly ulong _seed;
    private readonly int _batchSize, _blocksOfWindow;
    private readonly RowRoom _window;
    private readonly RowRoom? _carried;
    private readonly int[] _order, _blocks;
    private WindowReader? _reader;
    private int _epoch, _nextWindow, _next, _end, _drawn;
    private bool _isWhole;

    /// <exception cref="InvalidInputException">A batch does not fit in the window.</exception>
    public StreamedBatches(BlockSource source, TrainingOptions options)
    {
        (_source, _seed, _batchSize) = (source, options.Seed, Math.Min(options.BatchSize, source.Count));
        Count = (int)(((long)source.Count + _batchSize - 1) / _batchSize);
        _blocksOfWindow = WindowSize.Blocks(source, options.WindowRows);
        int rows = WindowSize.Rows(source, _blocksOfWindow);
        bool holdsAll = HoldAll(source, options);
        if (_batchSize > rows)
            throw new InvalidInputException($"A batch of {_batchSize} rows does not fit in the window of {rows} rows of '{source.Name}' that are in memory at once. Use smaller batches or a larger window.");
        _window = new RowRoom(source, holdsAll ? rows : rows + _batchSize - 1);
        if (!holdsAll) _carried = new RowRoom(source, _batchSize);
        _order = new int[_window.Rows];
        _blocks = new int[source.Blocks];
        _reader = new WindowReader(source, rows);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>What batches are drawn from; its content changes from window to window.</summary>
    public Dataset Data => _window.Data;

    /// <summary>Whether one window has all rows, which are then read once.</summary>
    public static bool HoldAll(BlockSource source, TrainingOptions options) => WindowSize.Blocks(source, options.WindowRows) == source.Blocks;

    /// <inheritdoc/>
    public void Shuffle(int epoch)
    {
        (_epoch, _nextWindow, _next, _end, _drawn) = (epoch, 0, 0, 0, 0);
        if (_isWhole)
        {
            Draw(0, _source.Count);
            return;
        }
        for (int block = 0; block < _blocks.Length; block++) _blocks[block] = block;
        new CounterRandom(_seed, RandomPurpose.BlockOrder, (uint)epoch).Shuffle(_blocks);
        ReadAhead();
    }

    /// <inheritdoc/>
    public ReadOnlySpan<int> this[int batch]
    {
        get
        {
            int rows = Math.Min(_batchSize, _source.Count - (batch * _batchSize));
            while (_end - _next < rows) LoadNext();
            _next += rows;
            return _order.AsSpan(_next - rows, rows);
        }
    }

    public void Dispose() => _reader?.Dispose();

    private void ReadAhead()
    {
        int first = _nextWindow++ * _blocksOfWindow;
        if (first >= _blocks.Length) return;
        int[] blocks = _blocks[first..Math.Min(first + _blocksOfWindow, _blocks.Length)];
        // Ascending: the disk is read forward, and one window that holds everything has the rows in their own order.
        Array.Sort(blocks);
        _reader!.Start(blocks);
    }

    private void LoadNext()
    {
        int left = _end - _next;
        for (int i = 0; i < left; i++) _carried!.Take(_window, _order[_next + i], i, 1);
        if (left > 0) _window.Take(_carried!, 0, 0, left);
        int rows = _reader!.Finish();
        _window.Take(_reader.Room, 0, left, rows);
        _isWhole = _carried is null;
        if (_isWhole) _reader = null;
        else ReadAhead();
        Draw(left, rows);
    }

    /// <summary>Shuffles the rows of a window; those left from the one before come first, as they were drawn.</summary>
    private void Draw(int left, int rows)
    {
        for (int row = 0; row < left + rows; row++) _order[row] = row;
        new CounterRandom(_seed, RandomPurpose.Shuffle, (uint)_epoch).Shuffle(_order.AsSpan(left, rows), (ulong)_drawn);
        (_next, _end, _drawn) = (0, left + rows, _drawn + rows);
    }
}

namespace Backprop.Tabular;

/// <summary>
/// Collects values of unknown number in blocks that never move, so that the most memory at any moment is twice the values:
/// the blocks and the one array they end in. A list that doubles needs three times.
/// </summary>
internal sealed class ChunkedBuffer<T>(string name) where T : unmanaged
{
    private const int SmallestBlock = 1 << 10, LargestBlock = 1 << 18;

    private readonly List<T[]> _full = [];
    private T[] _block = new T[SmallestBlock];
    private int _used;
    private long _inFull;

    public void Add(T value)
    {
        if (_used == _block.Length) NextBlock();
        _block[_used++] = value;
    }

    /// <summary>All values in one array; the buffer is empty afterwards.</summary>
    public T[] Drain()
    {
        var all = new T[_inFull + _used];
        int start = 0;
        for (int i = 0; i < _full.Count; i++)
        {
            _full[i].CopyTo(all, start);
            start += _full[i].Length;
            _full[i] = [];
        }
        _block.AsSpan(0, _used).CopyTo(all.AsSpan(start));
        _full.Clear();
        (_block, _used, _inFull) = (new T[SmallestBlock], 0, 0);
        return all;
    }

    private void NextBlock()
    {
        _full.Add(_block);
        _inFull += _used;
        if (_inFull + LargestBlock > Array.MaxLength)
            throw new InvalidInputException($"{name} holds more than the {Array.MaxLength} values that can be loaded: use fewer rows or columns.");
        (_block, _used) = (new T[Math.Min(2 * _block.Length, LargestBlock)], 0);
    }
}

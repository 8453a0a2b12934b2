namespace Backprop.Tabular;

/// <summary>
/// Collects values of unknown number in blocks that never move: no copy while it grows, and no more than a block unused.
/// </summary>
internal sealed class ChunkedBuffer<T>(string name) where T : unmanaged
{
    /// <summary>Values of a block: few enough that those which are done with can be given up while others are needed.</summary>
    public const int BlockLength = 1 << Bits;

    // The first block is small, for tables of a few rows and many columns; all others have the same size, for fast access.
    private const int Bits = 13, Mask = BlockLength - 1, FirstLength = 1 << 8;

    private readonly List<T[]> _blocks = [new T[FirstLength]];
    private T[] _block = [];
    private int _used = Mask + 1;
    private long _before = -BlockLength;

    public long Count => _before + _used;

    public T this[int index] => _blocks[index >> Bits][index & Mask];

    public void Add(T value)
    {
        if (_used >= _block.Length) NextBlock();
        _block[_used++] = value;
    }

    /// <summary>All values in one array; the buffer is empty afterwards.</summary>
    public T[] Drain()
    {
        var all = GC.AllocateUninitializedArray<T>((int)Count);
        for (int i = 0; i < _blocks.Count && all.Length > 0; i++)
        {
            int start = i << Bits;
            _blocks[i].AsSpan(0, Math.Min(BlockLength, all.Length - start)).CopyTo(all.AsSpan(start));
            _blocks[i] = [];
        }
        _blocks.Clear();
        _blocks.Add(new T[FirstLength]);
        (_block, _used, _before) = ([], BlockLength, -BlockLength);
        return all;
    }

    /// <summary>Gives up the blocks that hold nothing but values before a place; they can be read no more.</summary>
    public void Release(int end)
    {
        for (int i = 0; i < _blocks.Count && Math.Min((i + 1L) << Bits, Count) <= end; i++) _blocks[i] = [];
        if (end >= Count) _block = [];
    }

    private void NextBlock()
    {
        if (_before < 0)
        {
            (_block, _used, _before) = (_blocks[0], 0, 0);
        }
        else if (_block.Length < BlockLength)
        {
            Array.Resize(ref _block, Math.Min(8 * _block.Length, BlockLength));
            _blocks[0] = _block;
        }
        else
        {
            _before += BlockLength;
            if (_before + BlockLength > Array.MaxLength)
                throw new InvalidInputException($"{name} has more than the {Array.MaxLength} rows that can be loaded: use fewer of them.");
            (_block, _used) = (new T[BlockLength], 0);
            _blocks.Add(_block);
        }
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Backprop.Tabular;

/// <summary>The different cells of a column, each with a code: 0, 1, 2, … in the order of their first appearance.</summary>
internal sealed class Spellings
{
    private const int FirstTable = 64;

    private readonly List<(int Start, int Length, uint Hash)> _entries = [];
    private byte[] _bytes = new byte[256];
    private int[] _table = new int[FirstTable];         // Code + 1; 0 is free. Open addressing, at most half full.
    private int _used, _last = -1;

    public int Count => _entries.Count;

    public string this[int code] => Encoding.UTF8.GetString(Bytes(code));

    public ReadOnlySpan<byte> Bytes(int code) => _bytes.AsSpan(_entries[code].Start, _entries[code].Length);

    /// <summary>The code of a cell; −1 where it is new.</summary>
    public int Find(ReadOnlySpan<byte> cell)
    {
        if (_last >= 0 && Bytes(_last).SequenceEqual(cell)) return _last;
        return _last = _table[Slot(cell, Hash(cell))] - 1;
    }

    /// <summary>Gives a new cell its code.</summary>
    public int Add(ReadOnlySpan<byte> cell)
    {
        if (2 * (Count + 1) > _table.Length) Grow();
        if (_used + cell.Length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_used + cell.Length, (int)Math.Min(2L * _bytes.Length, Array.MaxLength)));
        cell.CopyTo(_bytes.AsSpan(_used));
        uint hash = Hash(cell);
        _table[Slot(cell, hash)] = Count + 1;
        _entries.Add((_used, cell.Length, hash));
        _used += cell.Length;
        return _last = Count - 1;
    }

    private int Slot(ReadOnlySpan<byte> cell, uint hash)
    {
        int mask = _table.Length - 1, slot = (int)hash & mask;
        while (_table[slot] > 0 && !(_entries[_table[slot] - 1].Hash == hash && Bytes(_table[slot] - 1).SequenceEqual(cell))) slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        _table = new int[2 * _table.Length];
        int mask = _table.Length - 1;
        for (int code = 0; code < Count; code++)
        {
            int slot = (int)_entries[code].Hash & mask;
            while (_table[slot] > 0) slot = (slot + 1) & mask;
            _table[slot] = code + 1;
        }
    }

    private static uint Hash(ReadOnlySpan<byte> cell)
    {
        const ulong Prime = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)cell.Length * Prime;
        for (; cell.Length >= sizeof(ulong); cell = cell[sizeof(ulong)..])
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(cell)) * Prime;
            hash ^= hash >> 32;
        }
        ulong rest = 0;
        foreach (byte b in cell) rest = (rest << 8) | b;
        hash = (hash ^ rest) * Prime;
        return (uint)(hash >> 32);
    }
}

using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Cuts a range into as few pieces as possible of nearly equal size; the larger ones come first.</summary>
internal struct Cuts
{
    private readonly int _unit, _size, _larger;
    private readonly int _pieces;
    private int _piece, _position;

    // Most ranges of a small network are one piece: those do not divide. Unsigned, for a division by a power of two is a shift then.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Cuts(int first, int end, int unit, int most)
    {
        uint units = (uint)(end - first) / (uint)unit;
        (_unit, _position) = (unit, first);
        if (units <= (uint)most)
        {
            (_pieces, _size) = (units > 0 ? 1 : 0, (int)units);
            return;
        }
        uint pieces = (units + (uint)most - 1) / (uint)most, size = units / pieces;
        (_pieces, _size, _larger) = ((int)pieces, (int)size, (int)(units - size * pieces));
    }

    /// <summary>The start of the next piece and its size in units.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next(out int start, out int size)
    {
        start = _position;
        size = _piece < _larger ? _size + 1 : _size;
        _position += size * _unit;
        return _piece++ < _pieces;
    }

    /// <summary>Joins to the piece that <see cref="Next"/> gave those behind it that are as large.</summary>
    /// <param name="most">How many there may be together.</param>
    /// <returns>How many there are together, at least 1.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Join(int most)
    {
        bool isLarger = _piece <= _larger;
        int joined = Math.Min(most - 1, (isLarger ? _larger : _pieces) - _piece);
        if (joined <= 0) return 1;
        _piece += joined;
        _position += joined * (isLarger ? _size + 1 : _size) * _unit;
        return joined + 1;
    }
}

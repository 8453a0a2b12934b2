using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>Cuts a range into as few pieces as possible of nearly equal size; the larger ones come first.</summary>
internal struct Cuts
{
    private readonly int _unit, _size, _larger;
    private readonly int _pieces;
    private int _piece, _position;

    public Cuts(int first, int end, int unit, int most)
    {
        int units = (end - first) / unit;
        _pieces = (units + most - 1) / most;
        (_unit, _position) = (unit, first);
        if (_pieces > 0) (_size, _larger) = Math.DivRem(units, _pieces);
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
}

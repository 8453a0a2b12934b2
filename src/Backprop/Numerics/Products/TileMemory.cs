using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>At most four places in memory with rows as a tile has them; null for none.</summary>
// Moved number by number: a copy of the whole would have to wait until what was written into it in pieces has left the store queue.
internal unsafe struct TileMemory
{
    public const int MostPlaces = 4;

    public float* First, Second, Third, Fourth;
    public nint Stride;

    /// <summary>How many there are. They are named from the first one on.</summary>
    public readonly int Places => First == null ? 0 : Second == null ? 1 : Third == null ? 2 : Fourth == null ? 3 : 4;

    /// <summary>The same places so many rows further.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void CopyTo(ref TileMemory other, nint rows)
    {
        nint floats = rows * Stride;
        other.First = First == null ? null : First + floats;
        other.Second = Second == null ? null : Second + floats;
        other.Third = Third == null ? null : Third + floats;
        other.Fourth = Fourth == null ? null : Fourth + floats;
        other.Stride = Stride;
    }
}

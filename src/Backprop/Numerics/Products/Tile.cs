using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>The operands of tiles of a product that stand one below the other, the corner of the first one at the pointers.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct Tile
{
    /// <summary>As in <see cref="ProductOperands"/>, at the tile's first row, column and step.</summary>
    public float* A, B, C, Start;
    public nint BStride, CStride, StartStride;

    /// <summary>From one row of A to the next where the terms of a row stand side by side; from one term to the next where rows do.</summary>
    public nint AStride;
    public int Depth;

    /// <summary>How many tiles there are, of one size, and how many floats apart their rows of A begin.</summary>
    public int Tiles;
    public nint NextA;

    /// <summary>Whether rows of A stand side by side, and not the terms of a row.</summary>
    public bool RowsAreNeighbours;

    /// <summary>Whether the sums go on from what stands in C, instead of from Start or 0.</summary>
    public bool GoesOn;

    /// <summary>
    /// So many finished sums that are added in front, the youngest first, each <see cref="TileGroup.MostFloats"/> before the one before it.
    /// All rows of all tiles stand one behind the other.
    /// </summary>
    public float* Waiting;
    public int Merges;

    /// <summary>Whether <see cref="Soon"/> is brought nearer while the sums are computed, tile by tile, and whether C of the tile below is.</summary>
    public bool Fetches, FetchesSums;

    /// <summary>What the work that follows will touch.</summary>
    public TileMemory Soon;
}

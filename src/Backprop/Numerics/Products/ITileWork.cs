namespace Backprop.Numerics;

/// <summary>What is done with a tile of a product while it is still in the first cache: an activation, a derivative, an update.</summary>
internal unsafe interface ITileWork
{
    /// <summary>The memory that the work on a tile will touch, so that it can be brought nearer while the tile is computed; by default none is named.</summary>
    TileMemory Memory(in Block block) => default;

    /// <summary>Takes a finished tile.</summary>
    void Apply(in FinishedTile tile);
}

/// <summary>A finished tile of a product.</summary>
/// <param name="block">Its place in the product; the columns are whole vectors.</param>
/// <param name="values">Its first value.</param>
/// <param name="stride">Floats from one of its rows to the next.</param>
internal readonly unsafe struct FinishedTile(Block block, float* values, nint stride)
{
    public readonly Block Block = block;
    public readonly float* Values = values;
    public readonly nint Stride = stride;
}

/// <summary>Two places in memory with rows as a tile has them; null for none.</summary>
internal readonly unsafe record struct TileMemory(nint First, nint Second, nint Stride);

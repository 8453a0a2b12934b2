namespace Backprop.Numerics;

/// <summary>What is done with tiles of a product, one below the other, while they are still in the first cache: an activation, a derivative, an update.</summary>
internal abstract unsafe class TileWork
{
    /// <summary>The memory that the work on tiles from the block's first row on will touch, so that it can be brought nearer while they are computed; by default none is named.</summary>
    public virtual TileMemory Memory(in Block block) => default;

    /// <summary>Takes finished tiles.</summary>
    public abstract void Apply(in FinishedTile tile);
}

/// <summary>A finished tile of a product, or several, one below the other.</summary>
/// <param name="block">Its place in the product; the columns are whole vectors.</param>
/// <param name="values">Its first value.</param>
/// <param name="stride">Floats from one of its rows to the next.</param>
internal readonly unsafe struct FinishedTile(Block block, float* values, nint stride)
{
    public readonly Block Block = block;
    public readonly float* Values = values;
    public readonly nint Stride = stride;
}

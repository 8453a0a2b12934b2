namespace Backprop.Numerics;

/// <summary>
/// The product that forward pass, backward pass and gradient have in common. Every element is one chain of fused
/// multiply-adds over k ascending, so tiles, threads and vector width change no bit of it.
/// <see cref="NaiveProduct"/> is its specification.
/// </summary>
internal abstract unsafe class MatrixProduct
{
    /// <summary>The variant for the vector width in use.</summary>
    // At first use and not by an initializer, as Simd.Width may refuse what the user set.
    public static MatrixProduct Current => field ??= For(Simd.Width);

    /// <summary>The variant for blocks of eight columns: vectors of no more than those.</summary>
    public static MatrixProduct OfEightColumns => field ??= For((SimdWidth)Math.Min((int)Simd.Width, (int)SimdWidth.Bits256));

    /// <summary>The variants by width.</summary>
    public static MatrixProduct For(SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => new TiledProduct<Lanes512>(),
        SimdWidth.Bits256 => new TiledProduct<Lanes256>(),
        SimdWidth.Bits128 => new TiledProduct<Lanes128>(),
        _ => new TiledProduct<ScalarLane>(),
    };

    /// <summary><c>C[m, n] = start(m) + Σ_k A(m, k)·B[k, n]</c>, k ascending.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="then">What is done with each finished tile; null for nothing.</param>
    public abstract void Multiply(in ProductOperands operands, TileWork? then = null);

    /// <summary><c>C[m, n] = Σ_k A(m, k)·B[k, n]</c> where k runs over data points, summed in the order of <see cref="ChunkTree"/>.</summary>
    /// <param name="operands">The operands. Without C, a finished tile lives only for <paramref name="then"/>.</param>
    /// <param name="then">What is done with each finished tile; null for nothing.</param>
    public abstract void MultiplyOverPoints(in ProductOperands operands, TileWork? then = null);
}

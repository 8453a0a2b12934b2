namespace Backprop.Numerics;

/// <summary>
/// The operands of the one product of training, <c>C[m, n] = start(m) + Σ_k A(m, k)·B[k, n]</c>:
/// A is read by broadcast, B and C are rows of contiguous lanes.
/// </summary>
internal unsafe struct ProductOperands
{
    /// <summary>A(m, k) stands at <c>A[m·ARowStride + k·AStepStride]</c>, where one of the two is 1; swapped strides read the transpose.</summary>
    public float* A;
    public nint ARowStride, AStepStride;

    /// <summary>B[k, n] stands at <c>B[k·BStride + n]</c>.</summary>
    public float* B;
    public nint BStride;

    /// <summary>C[m, n] stands at <c>C[m·CStride + n]</c>.</summary>
    public float* C;
    public nint CStride;

    /// <summary>One start value a row, <c>Start[m·StartStride]</c>, or null for 0: the bias in a forward pass.</summary>
    public float* Start;
    public nint StartStride;

    /// <summary>Whether the sums go on from what stands in C, instead of from Start or 0.</summary>
    public bool GoesOn;

    /// <summary>What is computed of C; columns are multiples of <see cref="Matrix.LaneMultiple"/>.</summary>
    public Block Block;

    /// <summary>Room for <see cref="PackedBlocks.Floats"/> floats that the caller alone uses, aligned to 64 bytes; null where there is none.</summary>
    public float* Scratch;

    /// <summary>Terms of each sum.</summary>
    public int Depth;
}

namespace Backprop.Numerics;

/// <summary>
/// The operands of the one product of training, <c>C[m, n] = start(m) + Σ_k A(m, k)·B[k, n]</c>:
/// A is read by broadcast at any stride, B and C are rows of contiguous lanes.
/// </summary>
internal unsafe struct ProductOperands
{
    /// <summary>A(m, k) stands at <c>A[m·ARowStride + k·AStepStride]</c>; swapped strides read the transpose.</summary>
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

    /// <summary>Rows of C from <see cref="FirstRow"/> to before <see cref="EndRow"/> are computed.</summary>
    public int FirstRow, EndRow;

    /// <summary>Columns of C, a multiple of <see cref="Matrix.LaneMultiple"/>.</summary>
    public int Columns;

    /// <summary>Terms of each sum.</summary>
    public int Depth;
}

namespace Backprop.Numerics;

/// <summary>The vector widths that the kernels exist in; the value is the number of floats.</summary>
internal enum SimdWidth
{
    Scalar = 1,
    Bits128 = 4,
    Bits256 = 8,
    Bits512 = 16,
}

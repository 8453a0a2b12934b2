namespace Backprop.Numerics;

/// <summary>
/// A vector of floats, one lane a data point. A kernel is written once, generic over the width;
/// a lane's bits are the same at every width and on every machine (only the payload of a NaN may differ).
/// </summary>
internal unsafe interface ILanes<TLanes> where TLanes : struct, ILanes<TLanes>
{
    /// <summary>Floats per vector: 16, 8, 4 or 1.</summary>
    static abstract int Count { get; }

    /// <summary>+0 in every lane.</summary>
    static abstract TLanes Zero { get; }

    /// <summary>One value in every lane.</summary>
    static abstract TLanes Broadcast(float value);

    /// <summary>The <see cref="Count"/> floats from <paramref name="source"/> on, at any alignment.</summary>
    static abstract TLanes Load(float* source);

    /// <summary>Writes <see cref="Count"/> floats, at any alignment.</summary>
    void Store(float* destination);

    static abstract TLanes operator +(TLanes a, TLanes b);
    static abstract TLanes operator -(TLanes a, TLanes b);
    static abstract TLanes operator *(TLanes a, TLanes b);
    static abstract TLanes operator /(TLanes a, TLanes b);

    /// <summary>The sign bit flipped, also of zeros and NaN.</summary>
    static abstract TLanes operator -(TLanes a);

    /// <summary>a·b + c with one rounding.</summary>
    static abstract TLanes MultiplyAdd(TLanes a, TLanes b, TLanes c);

    /// <summary>sum ← a·b + sum with one rounding. The sum stays in its register, where <see cref="MultiplyAdd"/> makes the just-in-time compiler move it.</summary>
    static abstract void AddProduct(TLanes a, TLanes b, ref TLanes sum);

    /// <summary>a &gt; b ? a : b, so b where either is NaN or both are zeros: Max(0, x) keeps the NaN of x, Max(x, 0) hides it.</summary>
    static abstract TLanes Max(TLanes a, TLanes b);

    /// <summary>a &lt; b ? a : b, so b where either is NaN or both are zeros.</summary>
    static abstract TLanes Min(TLanes a, TLanes b);

    /// <summary>The sign bit cleared, also of NaN.</summary>
    static abstract TLanes Abs(TLanes a);

    /// <summary>√a, correctly rounded.</summary>
    static abstract TLanes Sqrt(TLanes a);

    /// <summary>The bits of <paramref name="magnitude"/> with the sign bit of <paramref name="sign"/>.</summary>
    static abstract TLanes CopySign(TLanes magnitude, TLanes sign);

    /// <summary>A mask: all 32 bits set where a &gt; b, none elsewhere.</summary>
    static abstract TLanes GreaterThan(TLanes a, TLanes b);

    /// <summary>A mask: all 32 bits set where a &lt; b, none elsewhere.</summary>
    static abstract TLanes LessThan(TLanes a, TLanes b);

    /// <summary>A mask: all 32 bits set where a = b as numbers, none elsewhere.</summary>
    static abstract TLanes Equal(TLanes a, TLanes b);

    /// <summary>Bit by bit: <paramref name="whenTrue"/> where the mask is set, else <paramref name="whenFalse"/>.</summary>
    static abstract TLanes Select(TLanes mask, TLanes whenTrue, TLanes whenFalse);

    /// <summary>a and b, bit by bit.</summary>
    static abstract TLanes And(TLanes a, TLanes b);

    /// <summary>a and not b, bit by bit.</summary>
    static abstract TLanes AndNot(TLanes a, TLanes b);

    /// <summary>a or b, bit by bit.</summary>
    static abstract TLanes Or(TLanes a, TLanes b);

    /// <summary>a exclusive-or b, bit by bit.</summary>
    static abstract TLanes Xor(TLanes a, TLanes b);

    /// <summary>The bits as 32-bit integers, added modulo 2³².</summary>
    static abstract TLanes AddInt32(TLanes a, TLanes b);

    /// <summary>The bits as 32-bit integers, subtracted modulo 2³².</summary>
    static abstract TLanes SubtractInt32(TLanes a, TLanes b);

    /// <summary>The bits moved up by 0 … 31 places.</summary>
    static abstract TLanes ShiftLeft(TLanes a, int bits);

    /// <summary>The bits moved down by 0 … 31 places, zeros moving in.</summary>
    static abstract TLanes ShiftRightLogical(TLanes a, int bits);

    /// <summary>The bits moved down by 0 … 31 places, copies of the top bit moving in.</summary>
    static abstract TLanes ShiftRightArithmetic(TLanes a, int bits);

    /// <summary>The bits of the 32-bit integer that a truncates to; unspecified for NaN and beyond the range −2³¹ … 2³¹ − 1.</summary>
    static abstract TLanes ConvertToInt32(TLanes a);

    /// <summary>The float nearest to the 32-bit integer in the bits, ties to even.</summary>
    static abstract TLanes ConvertToSingle(TLanes int32Bits);

    /// <summary>
    /// Four columns of as many rows as there are lanes, transposed: lane r of column c is <c>source[r·stride + c]</c>.
    /// </summary>
    static abstract void LoadColumns(float* source, nint stride, out TLanes c0, out TLanes c1, out TLanes c2, out TLanes c3);

    /// <summary>True when no lane is NaN or infinite.</summary>
    static abstract bool AllFinite(TLanes a);

    /// <summary>Lane 0.</summary>
    static abstract float First(TLanes a);
}

using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>
/// How A stands in memory, as a type: for four terms at a time, the address of each number is then a register, at most another one, and a constant,
/// so that reading it takes one instruction and moving on takes a few for all of them.
/// </summary>
internal unsafe interface ITermOrder
{
    /// <summary>A(row, term) of a tile.</summary>
    /// <param name="a">Where row 0 and row 3 stand, at term 0.</param>
    /// <param name="row">The row, 0 to 5.</param>
    /// <param name="term">The term, 0 to 3.</param>
    static abstract float At(in TermAddresses a, int row, int term);

    /// <summary>Floats from one term to the next.</summary>
    static abstract nint StepOf(nint stride);
}

/// <summary>Addresses of a tile's operands, and multiples of their strides.</summary>
internal unsafe struct TermAddresses
{
    public float* Row0, Row3;
    public nint Stride, Stride2, Stride3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TermAddresses Of(float* a, nint stride) => new()
    {
        Row0 = a,
        Row3 = a + 3 * stride,
        Stride = stride,
        Stride2 = 2 * stride,
        Stride3 = 3 * stride,
    };
}

/// <summary>The terms of a row are neighbours: weights forward, deltas in a gradient.</summary>
internal readonly unsafe struct TermsSideBySide : ITermOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float At(in TermAddresses a, int row, int term) => row switch
    {
        0 => a.Row0[term],
        1 => (a.Row0 + a.Stride)[term],
        2 => (a.Row0 + a.Stride2)[term],
        3 => a.Row3[term],
        4 => (a.Row3 + a.Stride)[term],
        _ => (a.Row3 + a.Stride2)[term],
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint StepOf(nint stride) => 1;
}

/// <summary>The rows of a term are neighbours: weights read as their transpose, and what is packed.</summary>
internal readonly unsafe struct RowsSideBySide : ITermOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float At(in TermAddresses a, int row, int term) => term switch
    {
        0 => a.Row0[row],
        1 => (a.Row0 + a.Stride)[row],
        2 => (a.Row0 + a.Stride2)[row],
        _ => (a.Row0 + a.Stride3)[row],
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint StepOf(nint stride) => stride;
}

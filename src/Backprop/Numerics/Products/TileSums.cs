using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Numerics;

/// <summary>
/// The sums of one tile, row by row and vector by vector, which the just-in-time compiler keeps in registers: rows and vectors that a smaller
/// tile does not have are dropped, and every method becomes a part of the kernel. Sizes are asked of the types and not by a call, since each
/// call that has to be inlined takes compile time, in some fifty kernels.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct TileSums<TLanes, TRows, TVectors>
    where TLanes : unmanaged, ILanes<TLanes>
    where TRows : unmanaged, ITileSize
    where TVectors : unmanaged, ITileSize
{
    private TLanes _c00, _c01, _c02, _c03;
    private TLanes _c10, _c11, _c12, _c13;
    private TLanes _c20, _c21, _c22, _c23;
    private TLanes _c30, _c31, _c32, _c33;
    private TLanes _c40, _c41, _c42, _c43;
    private TLanes _c50, _c51, _c52, _c53;

    /// <summary>Every sum of a row from one value on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(float* start, nint stride)
    {
        StartRow(start[0], ref _c00, ref _c01, ref _c02, ref _c03);
        if (sizeof(TRows) > 1) StartRow(start[stride], ref _c10, ref _c11, ref _c12, ref _c13);
        if (sizeof(TRows) > 2) StartRow(start[2 * stride], ref _c20, ref _c21, ref _c22, ref _c23);
        if (sizeof(TRows) > 3) StartRow(start[3 * stride], ref _c30, ref _c31, ref _c32, ref _c33);
        if (sizeof(TRows) > 4) StartRow(start[4 * stride], ref _c40, ref _c41, ref _c42, ref _c43);
        if (sizeof(TRows) > 5) StartRow(start[5 * stride], ref _c50, ref _c51, ref _c52, ref _c53);
    }

    /// <summary>Goes on from sums in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* c, nint stride)
    {
        LoadRow(c, ref _c00, ref _c01, ref _c02, ref _c03);
        if (sizeof(TRows) > 1) LoadRow(c + stride, ref _c10, ref _c11, ref _c12, ref _c13);
        if (sizeof(TRows) > 2) LoadRow(c + 2 * stride, ref _c20, ref _c21, ref _c22, ref _c23);
        if (sizeof(TRows) > 3) LoadRow(c + 3 * stride, ref _c30, ref _c31, ref _c32, ref _c33);
        if (sizeof(TRows) > 4) LoadRow(c + 4 * stride, ref _c40, ref _c41, ref _c42, ref _c43);
        if (sizeof(TRows) > 5) LoadRow(c + 5 * stride, ref _c50, ref _c51, ref _c52, ref _c53);
    }

    /// <summary>One term: A(row, term)·B(term) is added to each sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddTerm<TOrder>(in TermAddresses a, int term, float* b)
        where TOrder : struct, ITermOrder
    {
        TLanes b0 = TLanes.Load(b);
        TLanes b1 = sizeof(TVectors) > 1 ? TLanes.Load(b + (sizeof(TLanes) / sizeof(float))) : b0;
        TLanes b2 = sizeof(TVectors) > 2 ? TLanes.Load(b + 2 * (sizeof(TLanes) / sizeof(float))) : b0;
        TLanes b3 = sizeof(TVectors) > 3 ? TLanes.Load(b + 3 * (sizeof(TLanes) / sizeof(float))) : b0;
        AddRow(TOrder.At(a, 0, term), b0, b1, b2, b3, ref _c00, ref _c01, ref _c02, ref _c03);
        if (sizeof(TRows) > 1) AddRow(TOrder.At(a, 1, term), b0, b1, b2, b3, ref _c10, ref _c11, ref _c12, ref _c13);
        if (sizeof(TRows) > 2) AddRow(TOrder.At(a, 2, term), b0, b1, b2, b3, ref _c20, ref _c21, ref _c22, ref _c23);
        if (sizeof(TRows) > 3) AddRow(TOrder.At(a, 3, term), b0, b1, b2, b3, ref _c30, ref _c31, ref _c32, ref _c33);
        if (sizeof(TRows) > 4) AddRow(TOrder.At(a, 4, term), b0, b1, b2, b3, ref _c40, ref _c41, ref _c42, ref _c43);
        if (sizeof(TRows) > 5) AddRow(TOrder.At(a, 5, term), b0, b1, b2, b3, ref _c50, ref _c51, ref _c52, ref _c53);
    }

    /// <summary>Adds finished sums, one row behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Merge(float* finished)
    {
        MergeRow(finished, ref _c00, ref _c01, ref _c02, ref _c03);
        if (sizeof(TRows) > 1) MergeRow(finished + sizeof(TVectors) * (sizeof(TLanes) / sizeof(float)), ref _c10, ref _c11, ref _c12, ref _c13);
        if (sizeof(TRows) > 2) MergeRow(finished + 2 * sizeof(TVectors) * (sizeof(TLanes) / sizeof(float)), ref _c20, ref _c21, ref _c22, ref _c23);
        if (sizeof(TRows) > 3) MergeRow(finished + 3 * sizeof(TVectors) * (sizeof(TLanes) / sizeof(float)), ref _c30, ref _c31, ref _c32, ref _c33);
        if (sizeof(TRows) > 4) MergeRow(finished + 4 * sizeof(TVectors) * (sizeof(TLanes) / sizeof(float)), ref _c40, ref _c41, ref _c42, ref _c43);
        if (sizeof(TRows) > 5) MergeRow(finished + 5 * sizeof(TVectors) * (sizeof(TLanes) / sizeof(float)), ref _c50, ref _c51, ref _c52, ref _c53);
    }

    /// <summary>Writes the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(float* c, nint stride)
    {
        StoreRow(c, ref _c00, ref _c01, ref _c02, ref _c03);
        if (sizeof(TRows) > 1) StoreRow(c + stride, ref _c10, ref _c11, ref _c12, ref _c13);
        if (sizeof(TRows) > 2) StoreRow(c + 2 * stride, ref _c20, ref _c21, ref _c22, ref _c23);
        if (sizeof(TRows) > 3) StoreRow(c + 3 * stride, ref _c30, ref _c31, ref _c32, ref _c33);
        if (sizeof(TRows) > 4) StoreRow(c + 4 * stride, ref _c40, ref _c41, ref _c42, ref _c43);
        if (sizeof(TRows) > 5) StoreRow(c + 5 * stride, ref _c50, ref _c51, ref _c52, ref _c53);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StartRow(float value, ref TLanes c0, ref TLanes c1, ref TLanes c2, ref TLanes c3)
    {
        c0 = TLanes.Broadcast(value);
        if (sizeof(TVectors) > 1) c1 = TLanes.Broadcast(value);
        if (sizeof(TVectors) > 2) c2 = TLanes.Broadcast(value);
        if (sizeof(TVectors) > 3) c3 = TLanes.Broadcast(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadRow(float* c, ref TLanes c0, ref TLanes c1, ref TLanes c2, ref TLanes c3)
    {
        c0 = TLanes.Load(c);
        if (sizeof(TVectors) > 1) c1 = TLanes.Load(c + (sizeof(TLanes) / sizeof(float)));
        if (sizeof(TVectors) > 2) c2 = TLanes.Load(c + 2 * (sizeof(TLanes) / sizeof(float)));
        if (sizeof(TVectors) > 3) c3 = TLanes.Load(c + 3 * (sizeof(TLanes) / sizeof(float)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(float value, TLanes b0, TLanes b1, TLanes b2, TLanes b3, ref TLanes c0, ref TLanes c1, ref TLanes c2, ref TLanes c3)
    {
        TLanes a = TLanes.Broadcast(value);
        TLanes.AddProduct(a, b0, ref c0);
        if (sizeof(TVectors) > 1) TLanes.AddProduct(a, b1, ref c1);
        if (sizeof(TVectors) > 2) TLanes.AddProduct(a, b2, ref c2);
        if (sizeof(TVectors) > 3) TLanes.AddProduct(a, b3, ref c3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MergeRow(float* finished, ref TLanes c0, ref TLanes c1, ref TLanes c2, ref TLanes c3)
    {
        c0 = TLanes.Load(finished) + c0;
        if (sizeof(TVectors) > 1) c1 = TLanes.Load(finished + (sizeof(TLanes) / sizeof(float))) + c1;
        if (sizeof(TVectors) > 2) c2 = TLanes.Load(finished + 2 * (sizeof(TLanes) / sizeof(float))) + c2;
        if (sizeof(TVectors) > 3) c3 = TLanes.Load(finished + 3 * (sizeof(TLanes) / sizeof(float))) + c3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow(float* c, ref TLanes c0, ref TLanes c1, ref TLanes c2, ref TLanes c3)
    {
        c0.Store(c);
        if (sizeof(TVectors) > 1) c1.Store(c + (sizeof(TLanes) / sizeof(float)));
        if (sizeof(TVectors) > 2) c2.Store(c + 2 * (sizeof(TLanes) / sizeof(float)));
        if (sizeof(TVectors) > 3) c3.Store(c + 3 * (sizeof(TLanes) / sizeof(float)));
    }
}

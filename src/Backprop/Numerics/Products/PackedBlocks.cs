using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>
/// Blocks of large operands, copied to where their rows lie side by side in the order in which a kernel reads them.
/// Rows that are pages apart cost an address translation each, and strides of large powers of two share a few sets of the cache.
/// </summary>
internal static unsafe class PackedBlocks
{
    /// <summary>Terms of a sum that are packed at a time; sums go on from one block to the next.</summary>
    public const int MostDepth = 512;

    /// <summary>Rows of A that are packed at a time.</summary>
    public const int MostRows = 48;

    /// <summary>Columns of B that there may be.</summary>
    public const int MostColumns = 1024;

    /// <summary>Columns of the widest tile.</summary>
    private const int PanelColumns = 4 * Matrix.LaneMultiple;

    /// <summary>How many rows before it is copied a row is asked for.</summary>
    private const int RowsAhead = 12;

    /// <summary>Floats of both blocks.</summary>
    public const int Floats = MostDepth * (MostRows + MostColumns);

    /// <summary>Below this many floats between the first and the last row of B, it stays in the second cache as it is.</summary>
    private const long Large = 1 << 18;

    /// <summary>Whether an operand of so many rows and columns may be worth packing.</summary>
    public static bool IsLarge(int rows, int columns) => rows * (long)Matrix.Padded(columns) > Large;

    /// <summary>Whether packing blocks of terms pays: B is large, and there are enough rows to use it again.</summary>
    public static bool Pay(in ProductOperands o) => IsWorthIt(o) && !o.GoesOn && o.Block.Columns <= MostColumns;

    /// <summary>Whether packing B panel by panel pays, all terms of a panel at a time.</summary>
    public static bool PayInPanels(in ProductOperands o) => IsWorthIt(o) && o.Depth * (long)PanelColumns <= Floats;

    private static bool IsWorthIt(in ProductOperands o) => o.Scratch != null && o.Depth * (long)o.BStride > Large && o.Block.Rows >= MostRows;

    /// <summary>to[k, n] = B[k, n] for a panel of columns.</summary>
    // The rows are too far apart for the processor to foresee the next one.
    [MethodImpl(Compilation.OfHotLoops)]
    public static void PackColumns<TLanes>(float* b, nint stride, int depth, int columns, float* to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        for (int k = 0; k < depth; k++, b += stride, to += columns)
        {
            float* ahead = b + RowsAhead * stride;
            for (int n = 0; n < columns; n += Matrix.LaneMultiple) Prefetch.Line(ahead + n);
            for (int n = 0; n < columns; n += TLanes.Count) TLanes.Load(b + n).Store(to + n);
        }
    }

    /// <summary>Some rows m of A whose numbers of one k are neighbours in memory: tile behind tile, and in each to[k, m] = A(m, k).</summary>
    [MethodImpl(Compilation.OfHotLoops)]
    public static void PackRows(float* a, nint stepStride, int depth, in Cuts tiles, float* to)
    {
        for (int k = 0; k < depth; k++, a += stepStride)
        {
            var each = tiles;
            float* ahead = a + RowsAhead * stepStride;
            for (int m = 0; m < MostRows; m += Matrix.LaneMultiple) Prefetch.Line(ahead + m);
            while (each.Next(out int row, out int height)) CopyFew(a + row, height, to + (nint)row * depth + (nint)k * height);
        }
    }

    private static void CopyFew(float* source, int count, float* target)
    {
        if (count == 6)
        {
            *(Int128*)target = *(Int128*)source;
            *(long*)(target + 4) = *(long*)(source + 4);
        }
        else
        {
            for (int i = 0; i < count; i++) target[i] = source[i];
        }
    }
}

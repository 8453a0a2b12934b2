using System.Runtime.CompilerServices;

namespace Backprop.Numerics;

/// <summary>
/// A matrix of floats for one batch or one parameter: rows contiguous, each row padded to a multiple of
/// <see cref="LaneMultiple"/> floats and aligned to 64 bytes; a single column is contiguous instead.
/// Activations, weighted sums and deltas are <c>[features, batch]</c>: one row a neuron, one column (lane) a data point.
/// Weights are <c>[outputs, inputs]</c>, biases <c>[outputs, 1]</c>.
/// </summary>
public sealed unsafe class Matrix
{
    /// <summary>Rows are padded to a multiple of this many floats: the widest vector.</summary>
    public const int LaneMultiple = 16;

    /// <summary>
    /// Rows of a batch that would be a multiple of so many floats (1 KiB) apart are 64 bytes further apart: the numbers of one column would
    /// share a sixteenth of each cache, and drive each other out.
    /// </summary>
    private const int CrowdedStride = 256;

    private const int AlignmentBytes = 64;
    private readonly float[] _storage;
    private readonly int _capacity;

    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="columns">Number of columns, at least 1; also the most that <see cref="Columns"/> can ever be.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the matrix would exceed 2³¹ − 1 floats.</exception>
    public Matrix(int rows, int columns) : this(rows, columns, rows, Padded(columns)) { }

    private Matrix(int rows, int columns, int allocatedRows, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        long length = ((long)allocatedRows * stride + LaneMultiple - 1) / LaneMultiple * LaneMultiple;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length + LaneMultiple, Array.MaxLength, nameof(rows));
        (Rows, Columns, _capacity, Stride, Length) = (rows, columns, columns, stride, (int)length);
        // Pinned: the address never changes, so kernels may keep it; the owner keeps the array alive.
        _storage = GC.AllocateArray<float>((int)length + LaneMultiple, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref _storage[0]);
        Start = (float*)((address + AlignmentBytes - 1) & ~(nint)(AlignmentBytes - 1));
    }

    /// <summary>A matrix of one column whose rows lie side by side: a whole vector of them is one load.</summary>
    internal static Matrix Column(int rows) => new(rows, 1, rows, 1);

    /// <summary>
    /// A matrix of a batch: as many rows of zeros behind the last one as make whole vectors of rows, for kernels that take rows by vectors,
    /// and rows that share the caches well.
    /// </summary>
    internal static Matrix OfBatch(int rows, int columns)
    {
        int stride = Padded(columns);
        return new(rows, columns, Padded(rows), stride % CrowdedStride == 0 ? stride + LaneMultiple : stride);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns in use; for the matrices of a batch, the number of data points in it.</summary>
    public int Columns { get; private set; }

    /// <summary>Columns in use and the padding behind them: what a kernel computes.</summary>
    internal int PaddedColumns => Padded(Columns);

    /// <summary>Floats from one row to the next.</summary>
    internal int Stride { get; }

    /// <summary>Floats of the whole matrix, padding included: a multiple of <see cref="LaneMultiple"/>.</summary>
    internal int Length { get; }

    /// <summary>The first float of row 0, aligned to 64 bytes.</summary>
    internal float* Start { get; }

    /// <summary>The element at a row and column.</summary>
    public float this[int row, int column]
    {
        get => Numbers(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>The columns in use of one row, to be read or written at any time.</summary>
    public Span<float> Row(int row)
    {
        WasHandedOut = true;
        return Numbers(row);
    }

    /// <summary>Whether somebody outside the engine may write into the matrix without the engine's knowing.</summary>
    internal bool WasHandedOut { get; private set; }

    /// <summary>The columns in use of one row, for the engine itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<float> Numbers(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        return new Span<float>(RowStart(row), Columns);
    }

    /// <summary>One row with its padding.</summary>
    internal Span<float> RowOfVectors(int row) => new(RowStart(row), PaddedColumns);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float* RowStart(int row) => Start + (nint)row * Stride;

    /// <summary>The first float of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float* Corner(in Block block) => RowStart(block.FirstRow) + block.FirstColumn;

    /// <summary>A part of the matrix, for kernels that work in place.</summary>
    internal FinishedTile Tile(in Block block) => new(block, Corner(block), Stride);

    /// <summary>The whole matrix, padding included, as one long row.</summary>
    internal FinishedTile AsOneRow() => new(new Block(0, 1, 0, Length), Start, Length);

    /// <summary>Every float of the matrix, padding included.</summary>
    internal Span<float> Everything => new(Start, Length);

    /// <summary>Puts another number of columns in use, at most as many as the matrix was created with.</summary>
    internal void UseColumns(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns, _capacity);
        Columns = columns;
    }

    /// <summary>Sets the columns between <see cref="Columns"/> and the end of the padding to zero.</summary>
    internal void ClearPadding()
    {
        int padding = PaddedColumns - Columns;
        if (padding == 0) return;
        // A loop: to call for fewer than sixteen floats a row would take longer.
        float* end = Start + Columns;
        for (int row = 0; row < Rows; row++, end += Stride)
            for (int i = 0; i < padding; i++) end[i] = 0;
    }

    internal void CopyFrom(Matrix source) => source.Everything.CopyTo(Everything);

    internal static int Padded(int columns) => checked(columns + LaneMultiple - 1) / LaneMultiple * LaneMultiple;
}

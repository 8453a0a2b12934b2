namespace Backprop.Numerics;

/// <summary>
/// A matrix of floats for one batch or one parameter: rows contiguous, each row padded to a multiple of
/// <see cref="LaneMultiple"/> floats and aligned to 64 bytes.
/// Activations, weighted sums and deltas are <c>[features, batch]</c>: one row a neuron, one column (lane) a data point.
/// Weights are <c>[outputs, inputs]</c>, biases <c>[outputs, 1]</c>.
/// </summary>
public sealed unsafe class Matrix
{
    /// <summary>Rows are padded to a multiple of this many floats: the widest vector.</summary>
    public const int LaneMultiple = 16;

    private const int AlignmentBytes = 64;
    private readonly float[] _storage;
    private readonly int _capacity;

    /// <summary>Creates a matrix of zeros.</summary>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="columns">Number of columns, at least 1; also the most that <see cref="Columns"/> can ever be.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1, or the matrix would exceed 2³¹ − 1 floats.</exception>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        long stride = Padded(columns), length = rows * stride + AlignmentBytes / sizeof(float);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Array.MaxLength, nameof(rows));
        (Rows, Columns, _capacity, Stride) = (rows, columns, columns, (int)stride);
        // Pinned: the address never changes, so kernels may keep it; the owner keeps the array alive.
        _storage = GC.AllocateArray<float>((int)length, pinned: true);
        nint address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _storage[0]);
        Start = (float*)((address + AlignmentBytes - 1) & ~(nint)(AlignmentBytes - 1));
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns in use; for the matrices of a batch, the number of data points in it.</summary>
    public int Columns { get; private set; }

    /// <summary>Columns in use and the padding behind them: what a kernel computes.</summary>
    internal int PaddedColumns => Padded(Columns);

    /// <summary>Floats from one row to the next.</summary>
    internal int Stride { get; }

    /// <summary>The first float of row 0, aligned to 64 bytes.</summary>
    internal float* Start { get; }

    /// <summary>The element at a row and column.</summary>
    public float this[int row, int column]
    {
        get => Row(row)[column];
        set => Row(row)[column] = value;
    }

    /// <summary>The columns in use of one row.</summary>
    public Span<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        return new Span<float>(RowStart(row), Columns);
    }

    internal float* RowStart(int row) => Start + (nint)row * Stride;

    /// <summary>Every float of the matrix, padding included.</summary>
    internal Span<float> Everything => new(Start, checked(Rows * Stride));

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
        for (int row = 0; row < Rows; row++) new Span<float>(RowStart(row) + Columns, padding).Clear();
    }

    internal void CopyFrom(Matrix source) => source.Everything.CopyTo(Everything);

    internal static int Padded(int columns) => checked(columns + LaneMultiple - 1) / LaneMultiple * LaneMultiple;
}

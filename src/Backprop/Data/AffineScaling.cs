namespace Backprop.Data;

/// <summary>
/// Brings each column to a common size: scaled = (raw − offset)/scale. It is part of a model, so that predictions take raw values.
/// </summary>
public sealed class AffineScaling
{
    private readonly float[] _offsets, _scales;

    /// <summary>Creates a scaling from its numbers, one offset and one scale a column.</summary>
    /// <param name="kind">How the numbers were found: <c>standardize</c>, <c>range</c> or another name.</param>
    /// <param name="offsets">What is subtracted; finite.</param>
    /// <param name="scales">What the difference is divided by; finite and above 0.</param>
    /// <exception cref="InvalidInputException">The lengths differ, or a number is out of its range.</exception>
    public AffineScaling(string kind, IReadOnlyList<float> offsets, IReadOnlyList<float> scales)
    {
        if (offsets.Count != scales.Count)
            throw new InvalidInputException($"A scaling needs as many scales as offsets, but there are {scales.Count} and {offsets.Count}.");
        for (int column = 0; column < offsets.Count; column++)
            if (!float.IsFinite(offsets[column]) || !float.IsFinite(scales[column]) || scales[column] <= 0)
                throw new InvalidInputException(FormattableString.Invariant(
                    $"Scaling of column {column + 1}: offset {offsets[column]} and scale {scales[column]} must be finite, the scale above 0."));
        (Kind, _offsets, _scales) = (kind, [.. offsets], [.. scales]);
    }

    /// <summary>How the numbers were found.</summary>
    public string Kind { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => _offsets.Length;

    /// <summary>What is subtracted from each column.</summary>
    public IReadOnlyList<float> Offsets => _offsets;

    /// <summary>What each difference is divided by.</summary>
    public IReadOnlyList<float> Scales => _scales;

    /// <summary>The known range of all columns becomes 0 … 1, as is usual for pixels.</summary>
    public static AffineScaling FromRange(ValueRange range, int columns)
    {
        var (offsets, scales) = (new float[columns], new float[columns]);
        offsets.AsSpan().Fill(range.Minimum);
        scales.AsSpan().Fill(range.Maximum - range.Minimum);
        return new AffineScaling("range", offsets, scales);
    }

    /// <summary>Mean 0 and standard deviation 1 for each input column; a constant column is only shifted.</summary>
    public static AffineScaling StandardizeInputs(Dataset data) =>
        Standardize(data.Features, data.Count, (row, into) => data.Input(row).CopyTo(into));

    /// <summary>Mean 0 and standard deviation 1 for each target column; a constant column is only shifted.</summary>
    public static AffineScaling StandardizeTargets(Dataset data) =>
        Standardize(data.Outputs, data.Count, data.CopyTarget);

    /// <summary>Scales one row.</summary>
    public void Apply(ReadOnlySpan<float> raw, Span<float> scaled)
    {
        for (int column = 0; column < _offsets.Length; column++) scaled[column] = Apply(raw[column], column);
    }

    /// <summary>Scales one value.</summary>
    public float Apply(float raw, int column) => (raw - _offsets[column]) / _scales[column];

    /// <summary>The raw value of a scaled one: scaled·scale + offset, in one rounding.</summary>
    public float Undo(float scaled, int column) => MathF.FusedMultiplyAdd(scaled, _scales[column], _offsets[column]);

    private delegate void RowReader(int row, Span<float> into);

    private static AffineScaling Standardize(int columns, int rows, RowReader read)
    {
        var (sums, squares, values) = (new double[columns], new double[columns], new float[columns]);
        for (int row = 0; row < rows; row++)
        {
            read(row, values);
            for (int column = 0; column < columns; column++) sums[column] += values[column];
        }
        for (int row = 0; row < rows; row++)
        {
            read(row, values);
            for (int column = 0; column < columns; column++)
            {
                double distance = values[column] - sums[column] / rows;
                squares[column] += distance * distance;
            }
        }
        return new AffineScaling(
            "standardize",
            [.. sums.Select(sum => (float)(sum / rows))],
            [.. squares.Select(square => ScaleOf(Math.Sqrt(square / rows)))]);
    }

    /// <summary>A deviation that is 0, or vanishes as a float, would make numbers that are not finite.</summary>
    private static float ScaleOf(double deviation) => (float)deviation is var scale && scale > 1e-30f && float.IsFinite(scale) ? scale : 1;
}

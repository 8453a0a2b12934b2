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
    public static AffineScaling StandardizeInputs(Dataset data) => Standardize(data.Features, data.Inputs.Values);

    /// <summary>Mean 0 and standard deviation 1 for each target column; a constant column is only shifted.</summary>
    public static AffineScaling StandardizeTargets(Dataset data)
    {
        if (!data.IsClassification) return Standardize(data.Outputs, data.Targets);
        var targets = new float[checked(data.Count * data.Outputs)];
        for (int row = 0; row < data.Count; row++) targets[(row * data.Outputs) + data.Label(row)] = 1;
        return Standardize(data.Outputs, targets);
    }

    /// <summary>The two for data that need not be in memory, with the bits of the same rows in memory; null for the targets of classes.</summary>
    internal static (AffineScaling Inputs, AffineScaling? Targets) Standardize(BlockSource source)
    {
        var windows = new RowWindows(source);
        var (inputs, targets) = (new ColumnMoments(source.Features), source.IsClassification ? null : new ColumnMoments(source.Outputs));
        foreach (int rows in windows.Fillings())
        {
            inputs.Add(windows.Data.Inputs.Values[..(rows * source.Features)]);
            targets?.Add(windows.Data.Targets[..(rows * source.Outputs)]);
        }
        foreach (int rows in windows.Fillings())
        {
            inputs.AddDistances(windows.Data.Inputs.Values[..(rows * source.Features)]);
            targets?.AddDistances(windows.Data.Targets[..(rows * source.Outputs)]);
        }
        return (inputs.Standardization(), targets?.Standardization());
    }

    /// <summary>Scales one row.</summary>
    public void Apply(ReadOnlySpan<float> raw, Span<float> scaled)
    {
        for (int column = 0; column < _offsets.Length; column++) scaled[column] = Apply(raw[column], column);
    }

    /// <summary>Scales one value.</summary>
    public float Apply(float raw, int column) => (raw - _offsets[column]) / _scales[column];

    /// <summary>The raw value of a scaled one: scaled·scale + offset, in one rounding.</summary>
    public float Undo(float scaled, int column) => MathF.FusedMultiplyAdd(scaled, _scales[column], _offsets[column]);

    private static AffineScaling Standardize(int columns, ReadOnlySpan<float> rows)
    {
        var moments = new ColumnMoments(columns);
        moments.Add(rows);
        moments.AddDistances(rows);
        return moments.Standardization();
    }
}

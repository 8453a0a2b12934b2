namespace Backprop.Data;

/// <summary>Inputs without targets, what a prediction is made from: a row-major table <c>[Count, Features]</c>. Immutable.</summary>
public sealed class InputRows
{
    private readonly float[] _values;

    /// <summary>Takes over a row-major table of finite values.</summary>
    /// <param name="name">What messages call the data.</param>
    /// <param name="values">The values <c>[rows, features]</c>. Taken over, not copied (data may fill most of the memory): do not change them afterwards.</param>
    /// <param name="features">Values per row; at least 1.</param>
    /// <param name="featureNames">A name for each feature; by default x1, x2, ….</param>
    /// <param name="inputRange">The range of the values where it is known beforehand; by default null.</param>
    /// <exception cref="InvalidInputException">No row, a value that is not finite, or counts that do not fit each other.</exception>
    public InputRows(
        string name, float[] values, int features, IReadOnlyList<string>? featureNames = null, ValueRange? inputRange = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(values);
        if (features < 1) throw new InvalidInputException($"{name}: a row needs at least one feature but has {features}.");
        if (values.Length == 0) throw new InvalidInputException($"{name} has no rows: at least one is needed.");
        if (values.Length % features != 0)
            throw new InvalidInputException($"{name}: {values.Length} input values are not a whole number of rows of {features} features.");
        if (featureNames is not null && featureNames.Count != features)
            throw new InvalidInputException($"{name}: {featureNames.Count} feature names for {features} features; give one each.");
        if (inputRange is { } range && !(range.Minimum < range.Maximum && float.IsFinite(range.Maximum - range.Minimum)))
            throw new InvalidInputException(FormattableString.Invariant(
                $"{name}: the input range {range.Minimum} … {range.Maximum} is not a finite range with minimum < maximum."));
        (Name, _values, Features, Count, InputRange) = (name, values, features, values.Length / features, inputRange);
        FeatureNames = featureNames switch { null => ColumnNames.Numbered(features), ColumnNames made => made, _ => [.. featureNames] };
        FiniteValues.Require(name, values, FeatureNames);
    }

    private InputRows(InputRows source, float[] values)
    {
        (Name, Features, FeatureNames, InputRange, ImageShape) = (source.Name, source.Features, source.FeatureNames, source.InputRange, source.ImageShape);
        (_values, Count) = (values, values.Length / source.Features);
    }

    /// <summary>What messages call the data.</summary>
    public string Name { get; }

    /// <summary>The number of rows; at least 1.</summary>
    public int Count { get; }

    /// <summary>The number of values in a row.</summary>
    public int Features { get; }

    /// <summary>A name for each feature.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The range of all values where it is known beforehand (pixels), else null.</summary>
    public ValueRange? InputRange { get; }

    /// <summary>How a row lies in an image; null (the default) for rows that are none, or are not known to be.</summary>
    public ImageShape? ImageShape { get; private init; }

    /// <summary>The same rows, not copied, known to be images.</summary>
    /// <exception cref="InvalidInputException">An image of that shape has another number of pixels than a row has features.</exception>
    public InputRows AsImages(ImageShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return shape.Pixels == Features
            ? new InputRows(this, _values) { ImageShape = shape }
            : throw new InvalidInputException($"An image of {shape} has {shape.Pixels} pixels, but a row of '{Name}' has {Features} features. Give channels x height x width of the images.");
    }

    /// <summary>All values, row-major <c>[Count, Features]</c>.</summary>
    public ReadOnlySpan<float> Values => _values;

    /// <summary>The same, for whoever made the array and shows the rows to nobody else.</summary>
    internal Span<float> Writable => _values;

    /// <summary>One row, <c>[Features]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> Input(int row)
    {
        if ((uint)row >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(row), row, $"{Name} has the rows 0 … {Count - 1}.");
        return _values.AsSpan(row * Features, Features);
    }

    /// <summary>A copy of the given rows, in the given order; a row may occur more than once.</summary>
    /// <exception cref="ArgumentException">No rows, or more values than an array can hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public InputRows Select(ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty) throw new ArgumentException("Select at least one row.", nameof(rows));
        long length = (long)rows.Length * Features;
        if (length > Array.MaxLength) throw new ArgumentException($"{rows.Length} rows of {Features} features do not fit in one array.", nameof(rows));
        var values = new float[length];
        for (int i = 0; i < rows.Length; i++) Input(rows[i]).CopyTo(values.AsSpan(i * Features));
        return new InputRows(this, values);
    }
}

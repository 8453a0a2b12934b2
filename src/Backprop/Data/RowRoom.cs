namespace Backprop.Data;

/// <summary>Room for rows of a block source, that is filled again and again, and a data set over it, as batches are drawn from.</summary>
internal sealed class RowRoom
{
    private readonly int _features, _targetWidth;
    private readonly float[] _inputs, _targets;
    private readonly int[] _labels, _identities;

    /// <param name="source">What it is to hold rows of.</param>
    /// <param name="rows">How many.</param>
    /// <exception cref="InvalidInputException">So many rows are more than an array can hold.</exception>
    public RowRoom(BlockSource source, int rows)
    {
        (_features, _targetWidth, Rows) = (source.Features, source.IsClassification ? 0 : source.Outputs, rows);
        if ((long)rows * Math.Max(_features, _targetWidth) > Array.MaxLength)
            throw new InvalidInputException($"A window of {rows} rows of '{source.Name}' is more than an array can hold. Use a smaller one.");
        _inputs = new float[rows * _features];
        _targets = new float[rows * _targetWidth];
        _labels = new int[source.IsClassification ? rows : 0];
        _identities = new int[rows];
        var inputs = new InputRows(source.Name, _inputs, _features, source.FeatureNames);
        Data = (source.ClassNames is { } classes
            ? Dataset.ForClassification(inputs, _labels, classes, source.TargetNames[0])
            : Dataset.ForRegression(inputs, _targets, source.TargetNames)).WithIdentities(_identities);
    }

    /// <summary>How many rows there is room for.</summary>
    public int Rows { get; }

    /// <summary>The rows as a data set, whose content changes with every filling; <see cref="Dataset.Identities"/> are their places in the source.</summary>
    public Dataset Data { get; }

    /// <summary>Reads a block to a place, and refuses what is not finite.</summary>
    /// <returns>Its rows.</returns>
    public int Read(BlockSource source, int block, int place)
    {
        int rows = source.RowsOf(block), first = block * source.BlockRows;
        var inputs = _inputs.AsSpan(place * _features, rows * _features);
        var targets = _targets.AsSpan(place * _targetWidth, rows * _targetWidth);
        source.ReadBlock(block, inputs, _labels.AsSpan(Math.Min(place, _labels.Length), _labels.Length > 0 ? rows : 0), targets);
        for (int row = 0; row < rows; row++) _identities[place + row] = first + row;
        FiniteValues.Require(source.Name, inputs, source.FeatureNames, first);
        FiniteValues.Require(source.Name, targets, source.TargetNames, first);
        return rows;
    }

    /// <summary>Copies rows from another room.</summary>
    public void Take(RowRoom from, int fromPlace, int place, int rows)
    {
        from._inputs.AsSpan(fromPlace * _features, rows * _features).CopyTo(_inputs.AsSpan(place * _features));
        from._targets.AsSpan(fromPlace * _targetWidth, rows * _targetWidth).CopyTo(_targets.AsSpan(place * _targetWidth));
        if (_labels.Length > 0) from._labels.AsSpan(fromPlace, rows).CopyTo(_labels.AsSpan(place));
        from._identities.AsSpan(fromPlace, rows).CopyTo(_identities.AsSpan(place));
    }
}

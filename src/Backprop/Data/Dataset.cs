namespace Backprop.Data;

/// <summary>
/// Inputs with what a network shall answer to them: a class for each row, or numbers. Immutable.
/// </summary>
public sealed class Dataset
{
    private const string DefaultTargetName = "class";

    private readonly int[] _labels;
    private readonly float[] _targets;
    private readonly float[] _weights = [];

    private Dataset(InputRows inputs, int[] labels, float[] targets, IReadOnlyList<string>? classNames, IReadOnlyList<string> targetNames)
    {
        (Inputs, _labels, _targets, ClassNames, TargetNames) = (inputs, labels, targets, classNames, targetNames);
        Outputs = (classNames ?? targetNames).Count;
    }

    private Dataset(Dataset source, InputRows inputs, float[] weights, int[]? identities)
        : this(inputs, source._labels, source._targets, source.ClassNames, source.TargetNames) => (_weights, Identities) = (weights, identities);

    /// <summary>A data set whose rows belong to classes.</summary>
    /// <param name="name">What messages and reports call the data.</param>
    /// <param name="inputs">The inputs, row-major <c>[rows, features]</c>. Taken over, not copied: do not change them afterwards.</param>
    /// <param name="features">Inputs per row; at least 1.</param>
    /// <param name="labels">The class of each row, <c>[rows]</c>, an index into <paramref name="classNames"/>. Taken over too.</param>
    /// <param name="classNames">At least two different names; a class may be without rows.</param>
    /// <param name="featureNames">A name for each feature; by default x1, x2, ….</param>
    /// <param name="inputRange">The range of the inputs where it is known beforehand; by default null.</param>
    /// <param name="targetName">What the class of a row is called, such as the column it came from; by default "class".</param>
    /// <exception cref="InvalidInputException">A value, a label or a count that does not fit; the message names the row.</exception>
    public static Dataset ForClassification(
        string name, float[] inputs, int features, int[] labels, IReadOnlyList<string> classNames,
        IReadOnlyList<string>? featureNames = null, ValueRange? inputRange = null, string? targetName = null) =>
        ForClassification(new InputRows(name, inputs, features, featureNames, inputRange), labels, classNames, targetName);

    /// <summary>A data set of rows that belong to classes, from inputs that stand already.</summary>
    /// <inheritdoc cref="ForClassification(string, float[], int, int[], IReadOnlyList{string}, IReadOnlyList{string}?, ValueRange?, string?)"/>
    public static Dataset ForClassification(InputRows inputs, int[] labels, IReadOnlyList<string> classNames, string? targetName = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(classNames);
        if (labels.Length != inputs.Count)
            throw new InvalidInputException($"{inputs.Name}: {labels.Length} labels for {inputs.Count} rows; each row needs one.");
        if (classNames.Count < 2)
            throw new InvalidInputException($"{inputs.Name}: the target has one class only; a classifier needs at least two.");
        if (classNames.Distinct(StringComparer.Ordinal).Count() != classNames.Count)
            throw new InvalidInputException($"{inputs.Name}: two classes have the same name.");
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classNames.Count)
                throw new InvalidInputException(FormattableString.Invariant(
                    $"{inputs.Name}: row {row} has class {labels[row]}, but the classes are 0 … {classNames.Count - 1}."));
        }
        return new Dataset(inputs, labels, [], [.. classNames], [targetName ?? DefaultTargetName]);
    }

    /// <summary>A data set whose rows have numbers for targets.</summary>
    /// <param name="name">What messages and reports call the data.</param>
    /// <param name="inputs">The inputs, row-major <c>[rows, features]</c>. Taken over, not copied: do not change them afterwards.</param>
    /// <param name="features">Inputs per row; at least 1.</param>
    /// <param name="targets">The targets, row-major <c>[rows, targetNames.Count]</c>. Taken over too.</param>
    /// <param name="targetNames">A name for each target; at least one.</param>
    /// <param name="featureNames">A name for each feature; by default x1, x2, ….</param>
    /// <param name="inputRange">The range of the inputs where it is known beforehand; by default null.</param>
    /// <exception cref="InvalidInputException">A value or a count that does not fit; the message names row and column.</exception>
    public static Dataset ForRegression(
        string name, float[] inputs, int features, float[] targets, IReadOnlyList<string> targetNames,
        IReadOnlyList<string>? featureNames = null, ValueRange? inputRange = null) =>
        ForRegression(new InputRows(name, inputs, features, featureNames, inputRange), targets, targetNames);

    /// <summary>A data set of rows with numbers for targets, from inputs that stand already.</summary>
    /// <inheritdoc cref="ForRegression(string, float[], int, float[], IReadOnlyList{string}, IReadOnlyList{string}?, ValueRange?)"/>
    public static Dataset ForRegression(InputRows inputs, float[] targets, IReadOnlyList<string> targetNames)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(targetNames);
        if (targetNames.Count == 0) throw new InvalidInputException($"{inputs.Name}: at least one target is needed.");
        if (targets.Length != (long)inputs.Count * targetNames.Count)
            throw new InvalidInputException(
                $"{inputs.Name}: {targets.Length} target values for {inputs.Count} rows of {targetNames.Count}; {(long)inputs.Count * targetNames.Count} are needed.");
        FiniteValues.Require(inputs.Name, targets, targetNames);
        return new Dataset(inputs, [], targets, null, [.. targetNames]);
    }

    /// <summary>What messages and reports call the data.</summary>
    public string Name => Inputs.Name;

    /// <summary>The inputs alone, <c>[Count, Features]</c>.</summary>
    public InputRows Inputs { get; }

    /// <summary>The number of rows (data points); at least 1.</summary>
    public int Count => Inputs.Count;

    /// <summary>The number of inputs in a row.</summary>
    public int Features => Inputs.Features;

    /// <summary>The number of classes, or of targets: as many outputs as a network for this data has.</summary>
    public int Outputs { get; }

    /// <summary>Whether rows belong to classes; otherwise their targets are numbers.</summary>
    public bool IsClassification => ClassNames is not null;

    /// <summary>A name for each feature.</summary>
    public IReadOnlyList<string> FeatureNames => Inputs.FeatureNames;

    /// <summary>The name of each class, by its index; null for regression.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>The name of each target; for classification one name, that of the class. Never null.</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>The range of the inputs where it is known beforehand (pixels), else null.</summary>
    public ValueRange? InputRange => Inputs.InputRange;

    /// <summary>How the inputs of a row lie in an image; null for rows that are none, or are not known to be.</summary>
    public ImageShape? ImageShape => Inputs.ImageShape;

    /// <summary>The same data, not copied, whose rows are known to be images.</summary>
    /// <exception cref="InvalidInputException">An image of that shape has another number of pixels than a row has features.</exception>
    public Dataset AsImages(ImageShape shape) => new(this, Inputs.AsImages(shape), _weights, Identities);

    /// <summary>The class of every row, <c>[Count]</c>; empty for regression.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The targets of every row, row-major <c>[Count, Outputs]</c>; empty for classification.</summary>
    public ReadOnlySpan<float> Targets => _targets;

    /// <summary>The weight of every row, <c>[Count]</c>; empty where all rows count alike. See <see cref="WithWeights"/>.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Whether rows have weights of their own.</summary>
    public bool HasWeights => _weights.Length > 0;

    /// <summary>How much one row counts: 1 where there are no weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public float Weight(int row)
    {
        RequireRow(row);
        return HasWeights ? _weights[row] : 1;
    }

    /// <summary>
    /// The place of each row among all those that the data are a part of, where they are one, such as a window of a larger source: what random
    /// numbers of layers are keyed by. Null where the rows stand for themselves.
    /// </summary>
    internal int[]? Identities { get; }

    internal Dataset WithIdentities(int[] identities) => new(this, Inputs, _weights, identities);

    /// <summary>The inputs of one row, <c>[Features]</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> Input(int row) => Inputs.Input(row);

    /// <summary>The class of one row, an index into <see cref="ClassNames"/>.</summary>
    /// <exception cref="InvalidOperationException">The data are for regression.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public int Label(int row)
    {
        if (!IsClassification) throw new InvalidOperationException($"{Name} has numbers for targets, not classes.");
        RequireRow(row);
        return _labels[row];
    }

    /// <summary>The target of one row as the network's outputs should be, <c>[Outputs]</c>: 1 at the row's class and 0 elsewhere, or the numbers.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="ArgumentException"><paramref name="target"/> has not <see cref="Outputs"/> elements.</exception>
    public void CopyTarget(int row, Span<float> target)
    {
        RequireRow(row);
        if (target.Length != Outputs) throw new ArgumentException($"The target of {Name} has {Outputs} elements, not {target.Length}.", nameof(target));
        if (!IsClassification)
        {
            _targets.AsSpan(row * Outputs, Outputs).CopyTo(target);
            return;
        }
        target.Clear();
        target[_labels[row]] = 1;
    }

    /// <summary>How many rows each class has, <c>[Outputs]</c>.</summary>
    /// <exception cref="InvalidOperationException">The data are for regression.</exception>
    public int[] ClassCounts()
    {
        if (!IsClassification) throw new InvalidOperationException($"{Name} has numbers for targets, not classes.");
        var counts = new int[Outputs];
        foreach (int label in _labels) counts[label]++;
        return counts;
    }

    /// <summary>A copy of the given rows, in the given order; a row may occur more than once. Classes keep their indices.</summary>
    /// <exception cref="ArgumentException">No rows, or more values than an array can hold.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Dataset Select(ReadOnlySpan<int> rows)
    {
        InputRows inputs = Inputs.Select(rows);
        if (IsClassification)
        {
            var labels = new int[rows.Length];
            for (int i = 0; i < rows.Length; i++) labels[i] = _labels[rows[i]];
            return WithWeightsOf(rows, new Dataset(inputs, labels, [], ClassNames, TargetNames));
        }
        long length = (long)rows.Length * Outputs;
        if (length > Array.MaxLength) throw new ArgumentException($"{rows.Length} rows of {Outputs} targets do not fit in one array.", nameof(rows));
        var targets = new float[length];
        for (int i = 0; i < rows.Length; i++) _targets.AsSpan(rows[i] * Outputs, Outputs).CopyTo(targets.AsSpan(i * Outputs));
        return WithWeightsOf(rows, new Dataset(inputs, [], targets, null, TargetNames));
    }

    /// <summary>
    /// The same rows, each with a weight: how many equal rows it stands for. The loss of a batch, and of a data set, is then the weighted mean
    /// Σ w_j·L_j / Σ w_j, as PyTorch's <c>CrossEntropyLoss</c> has it for weights of classes and scikit-learn for <c>sample_weight</c>, and metrics are
    /// those of scikit-learn with <c>sample_weight</c>. So weights that are all equal change nothing, whatever they are.
    /// </summary>
    /// <param name="weights">A finite number of 0 or more for each row, not 0 for all of them; null for none. Copied.</param>
    /// <exception cref="InvalidInputException">A weight is negative or not finite, all are 0, or there are more or fewer than rows.</exception>
    public Dataset WithWeights(float[]? weights)
    {
        if (weights is null) return HasWeights ? new Dataset(this, Inputs, [], Identities) : this;
        RowWeights.Check(Name, weights, Count);
        return new Dataset(this, Inputs, [.. weights], Identities);
    }

    private Dataset WithWeightsOf(ReadOnlySpan<int> rows, Dataset selected)
    {
        if (!HasWeights) return selected;
        var weights = new float[rows.Length];
        for (int i = 0; i < rows.Length; i++) weights[i] = _weights[rows[i]];
        return new Dataset(selected, selected.Inputs, weights, null);
    }

    private void RequireRow(int row)
    {
        if ((uint)row >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(row), row, $"{Name} has the rows 0 … {Count - 1}.");
    }
}

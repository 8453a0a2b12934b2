using Backprop.Data;

namespace Backprop.Tabular;

/// <summary>From a table to the parts of a training: splits first, then learns each column from the training part alone.</summary>
internal sealed class TablePreparation
{
    // As the command line and ModelTraining draw them of data that are no table.
    private const uint TestStream = 0;

    private readonly Table _table;
    private readonly TargetValues _target;
    private readonly RowEncoder[] _encoders;
    private readonly string[] _features;

    private TablePreparation(Table table, TargetValues target, IReadOnlyList<int> training)
    {
        (_table, _target) = (table, target);
        Columns = [.. table.Kinds.Index().Where(entry => entry.Index != table.Target).Select(entry => LearnColumn(entry.Index, training))];
        _encoders = [.. Columns.Zip(table.Raw.Where((_, index) => index != table.Target)).Select(pair => RowEncoder.For(pair.First, pair.Second)).OfType<RowEncoder>()];
        _features = [.. Columns.SelectMany(column => column.Features)];
        if (_features.Length == 0)
            throw new InvalidInputException(
                $"{table.Where}: no column is left to learn from: {string.Join(", ", Columns.OfType<IgnoredColumn>().Take(10).Select(column => $"{column.Name} ({column.Reason})"))}.");
    }

    private TableColumn[] Columns { get; }

    public static PreparedTable Of(Table table, TableShares shares)
    {
        var target = RequireTarget(table);
        var (rest, test) = table.Division.Split(table, target, target.Rows, shares.Test, (shares.Seed, TestStream));
        return Of(table, target, rest, test, shares);
    }

    /// <summary>Each fold is the test part once.</summary>
    public static IEnumerable<PreparedTable> OfFolds(Table table, int folds, TableShares shares)
    {
        var target = RequireTarget(table);
        if (folds < 2 || folds > target.Rows.Length)
            throw new InvalidInputException($"{table.Where}: its {target.Rows.Length} rows cannot be divided into {folds} folds; give at least 2, and no more than there are rows.");
        int[] fold = table.Division.Folds(table, target, target.Rows, folds, shares.Seed);
        return Enumerable.Range(0, folds).Select(one => Of(
            table, target, [.. target.Rows.Where((_, i) => fold[i] != one)], [.. target.Rows.Where((_, i) => fold[i] == one)], shares));
    }

    private static TargetValues RequireTarget(Table table)
    {
        if (table.Format.Columns < 2)
            throw new InvalidInputException(
                $"{table.Where} has one column only, but a feature and a target are needed; if cells are not separated by comma, semicolon, tab or bar, give the delimiter.");
        if (table.Answers is not { } target)
            throw new InvalidInputException($"{table.Where}: say which column is the target; there are {table.Listed}.");
        return target;
    }

    private static PreparedTable Of(Table table, TargetValues target, int[] rest, int[] test, TableShares shares)
    {
        var (training, validation) = table.Division.Split(table, target, rest, shares.Validation, (shares.Seed, ModelTraining.ValidationStream));
        var preparation = new TablePreparation(table, target, training);
        Dataset data = preparation.Encode(training);
        return new PreparedTable(
            new TrainingParts(data, validation.Length == 0 ? null : preparation.Encode(validation))
            {
                Columns = preparation.Columns,
                InputScaling = preparation.ScalingOf(data),
            },
            test.Length == 0 ? null : preparation.Encode(test),
            table.Rows - target.Rows.Length,
            target.IsGuess);
    }

    private TableColumn LearnColumn(int index, IReadOnlyList<int> training) => index == _table.Group
        ? new IgnoredColumn(_table.NameOf(index), "group")
        : index == _table.Weight
        ? new IgnoredColumn(_table.NameOf(index), "weight")
        : _table.Raw[index] is { } raw
        ? ColumnLearning.Learn(raw, _table.Kinds[index], training)
        : new IgnoredColumn(_table.NameOf(index), "ignored");

    private Dataset Encode(int[] rows)
    {
        var inputs = GC.AllocateUninitializedArray<float>(checked(rows.Length * _features.Length));
        int first = 0;
        foreach (var encoder in _encoders)
        {
            for (int i = 0; i < rows.Length; i++) encoder.Encode(rows[i], inputs.AsSpan((i * _features.Length) + first, encoder.Width));
            first += encoder.Width;
        }
        var made = new InputRows(_table.Name, inputs, _features.Length, _features);
        string name = _table.Format.Target;
        var data = _target.Classes is { } classes
            ? Dataset.ForClassification(made, [.. rows.Select(row => _target.Labels[row])], classes, name)
            : Dataset.ForRegression(made, [.. rows.Select(row => _target.Numbers[row])], [name]);
        return _table.Weights is { } weights ? data.WithWeights([.. rows.Select(row => weights[row])]) : data;
    }

    /// <summary>Numbers to mean 0 and deviation 1; what is 0 or 1, or on a circle, stays.</summary>
    private AffineScaling ScalingOf(Dataset training)
    {
        var standardized = AffineScaling.StandardizeInputs(training);
        bool[] scaled = [.. _encoders.SelectMany(encoder => Enumerable.Range(0, encoder.Width).Select(encoder.Cells.IsScaled))];
        return scaled.All(input => input) ? standardized : new AffineScaling(
            "columns",
            [.. standardized.Offsets.Select((offset, input) => scaled[input] ? offset : 0)],
            [.. standardized.Scales.Select((scale, input) => scaled[input] ? scale : 1)]);
    }
}

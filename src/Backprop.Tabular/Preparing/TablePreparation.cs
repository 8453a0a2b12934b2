using Backprop.Data;
using Backprop.Files;

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

    private TablePreparation(Table table, TargetValues target, int[] training)
    {
        (_table, _target) = (table, target);
        int[] inputs = [.. Enumerable.Range(0, table.Kinds.Count).Where(index => index != table.Target)];
        Columns = new TableColumn[inputs.Length];
        // A thread looks at one column after the other, in the same memory.
        Parallel.For(0, inputs.Length, () => Array.Empty<float>(), (i, _, numbers) =>
        {
            Columns[i] = LearnColumn(inputs[i], training, ref numbers);
            return numbers;
        }, _ => { });
        _encoders = [.. Columns.Zip(table.Raw.Where((_, index) => index != table.Target)).Select(pair => RowEncoder.For(pair.First, pair.Second)).OfType<RowEncoder>()];
        _features = [.. Columns.SelectMany(column => column.Features)];
        RequireFeatures(table.Where, Columns);
    }

    private TableColumn[] Columns { get; }

    /// <param name="table">The table.</param>
    /// <param name="shares">Which parts are set aside.</param>
    /// <param name="usesUp">Whether the table's columns are given up as they are encoded.</param>
    public static PreparedTable Of(Table table, TableShares shares, bool usesUp)
    {
        var target = RequireTarget(table);
        var (rest, test) = table.Division.Split(table, target, target.Rows, shares.Test, (shares.Seed, TestStream));
        return Of(table, target, rest, test, shares, usesUp);
    }

    /// <summary>Each fold is the test part once.</summary>
    public static IEnumerable<PreparedTable> OfFolds(Table table, int folds, TableShares shares)
    {
        var target = RequireTarget(table);
        var (rows, _) = table.Division.Split(table, target, target.Rows, shares.Test, (shares.Seed, TestStream));
        if (folds < 2 || folds > rows.Length)
            throw new InvalidInputException($"{table.Where}: its {Counted.Of(rows.Length, "row")} cannot be divided into {Counted.Of(folds, "fold")}; give at least 2, and no more than there are rows.");
        int[] fold = table.Division.Folds(table, target, rows, folds, shares.Seed);
        return Enumerable.Range(0, folds).Select(one => Of(
            table, target, [.. rows.Where((_, i) => fold[i] != one)], [.. rows.Where((_, i) => fold[i] == one)], shares, usesUp: false));
    }

    /// <exception cref="InvalidInputException">No column becomes an input.</exception>
    public static void RequireFeatures(string where, IReadOnlyList<TableColumn> columns)
    {
        if (columns.Any(column => column.Features.Count > 0)) return;
        throw new InvalidInputException(
            $"{where}: no column is left to learn from: {string.Join(", ", columns.OfType<IgnoredColumn>().Take(10).Select(column => $"{column.Name} ({column.Reason})"))}.");
    }

    /// <exception cref="InvalidInputException">The table has no target, or nothing beside it.</exception>
    public static void RequireTarget(TableSource source, int target) => RequireTarget(source.Where, source.Columns, target >= 0, source.Listed());

    private static TargetValues RequireTarget(Table table)
    {
        RequireTarget(table.Where, table.Format.Columns, table.Answers is not null, table.Listed);
        return table.Answers!;
    }

    private static void RequireTarget(string where, int columns, bool hasTarget, string listed)
    {
        if (columns < 2)
            throw new InvalidInputException(
                $"{where} has one column only, but a feature and a target are needed; if cells are not separated by comma, semicolon, tab or bar, give the delimiter.");
        if (!hasTarget)
            throw new InvalidInputException($"{where}: say which column is the target; there are {listed}.");
    }

    private static PreparedTable Of(Table table, TargetValues target, int[] rest, int[] test, TableShares shares, bool usesUp)
    {
        var (training, validation) = table.Division.Split(table, target, rest, shares.Validation, (shares.Seed, ModelTraining.ValidationStream));
        var preparation = new TablePreparation(table, target, training);
        // What learning needed goes first: a collection that moved the inputs would take the memory of all of them.
        if (usesUp) table.Release(0);
        var encoding = new PartEncoding(preparation._encoders, [training, validation, test]);
        if (usesUp) encoding.EncodeInHalves(table.Rows, table.Release);
        else encoding.Encode(table.Rows);
        Dataset data = preparation.DatasetOf(training, encoding.Inputs[0]);
        return new PreparedTable(
            new TrainingParts(data, validation.Length == 0 ? null : preparation.DatasetOf(validation, encoding.Inputs[1]))
            {
                Columns = preparation.Columns,
                InputScaling = preparation.ScalingOf(data),
            },
            test.Length == 0 ? null : preparation.DatasetOf(test, encoding.Inputs[2]),
            table.Rows - target.Rows.Length,
            target.IsGuess);
    }

    private TableColumn LearnColumn(int index, int[] training, ref float[] numbers) => index == _table.Group
        ? new IgnoredColumn(_table.NameOf(index), "group")
        : index == _table.Weight
        ? new IgnoredColumn(_table.NameOf(index), "weight")
        : _table.Raw[index] is { } raw
        ? ColumnLearning.Learn(raw, _table.Kinds[index], ColumnSummary.Of(raw, training, ref numbers))
        : new IgnoredColumn(_table.NameOf(index), "ignored");

    private Dataset DatasetOf(int[] rows, float[] inputs)
    {
        var made = new InputRows(_table.Name, inputs, _features.Length, _features);
        string name = _table.Format.Target;
        var data = _target.Classes is { } classes
            ? Dataset.ForClassification(made, _target.Labels(rows), classes, name)
            : Dataset.ForRegression(made, _target.Numbers(rows), [name]);
        return _table.Weights is { } weights ? data.WithWeights([.. rows.Select(row => weights[row])]) : data;
    }

    private AffineScaling ScalingOf(Dataset training) => InputScaling.Of(AffineScaling.StandardizeInputs(training), _encoders.Select(encoder => encoder.Cells));
}

using System.Text;
using Backprop.Data;

namespace Backprop.Tabular;

/// <summary>Reads a whole table for a model that exists, prepared as the model's own columns were.</summary>
public static class ModelTable
{
    /// <summary>The inputs alone, to predict from, <c>[rows, Features]</c>; whatever stands in other columns does not matter.</summary>
    /// <exception cref="InvalidInputException">Whatever is wrong with the file, with row and column; a column of the model is missing.</exception>
    public static InputRows ReadInputs(ModelTableOptions options)
    {
        using var rows = ModelRows.Open(options);
        return ReadRows(rows, () => true);
    }

    /// <summary>Inputs with the known answers, to evaluate on: classes by the model's names, or numbers. Rows without an answer are left out.</summary>
    /// <exception cref="InvalidInputException">As <see cref="ReadInputs"/>; the target is missing, or is a class that the model does not know.</exception>
    public static Dataset ReadDataset(ModelTableOptions options)
    {
        using var rows = ModelRows.Open(options);
        var source = rows.Source;
        int target = rows.RequireTarget();
        string name = source.Names?[target] ?? options.Target ?? Table.UnnamedTarget;
        var weights = options.Weight is null ? null : new ChunkedBuffer<float>(source.Where);
        int weight = weights is null ? -1 : rows.RequireWeight(target);
        if (options.Classes is null)
        {
            var numbers = new ChunkedBuffer<float>(source.Where);
            InputRows inputs = ReadRows(rows, () => HasAnswer(source, target, () => numbers.Add(source.Number(target))) && AddWeight());
            return Dataset.ForRegression(inputs, numbers.Drain(), [name]).WithWeights(weights?.Drain());
        }
        var (labels, classes) = (new ChunkedBuffer<int>(source.Where), new ClassNames(options.Classes));
        InputRows labeled = ReadRows(rows, () => HasAnswer(source, target, () => labels.Add(classes.Label(source, target))) && AddWeight());
        return Dataset.ForClassification(labeled, labels.Drain(), options.Classes, name).WithWeights(weights?.Drain());

        bool AddWeight()
        {
            weights?.Add(WeightColumn.Read(source, weight));
            return true;
        }
    }

    /// <summary>
    /// Some rows of what <see cref="ReadDataset"/> reads, as they stand in the file: all their columns. The file is read again up to the
    /// last of them.
    /// </summary>
    /// <param name="options">As for the data set.</param>
    /// <param name="rows">Indices of rows of the data set, in any order.</param>
    /// <exception cref="InvalidInputException">As <see cref="ReadDataset"/>; the file has become shorter.</exception>
    public static RawRows ReadRaw(ModelTableOptions options, IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var read = ModelRows.Open(options);
        var source = read.Source;
        int target = read.RequireTarget(), left = rows.Distinct().Count();
        var found = new Dictionary<int, RawRow>();
        var wanted = rows.ToHashSet();
        for (int row = 0; left > 0 && source.Read();)
        {
            if (Cell.IsMissing(source[target])) continue;
            if (wanted.Contains(row++))
            {
                found[row - 1] = new RawRow(source.Row, [.. Enumerable.Range(0, source.Columns).Select(column => Encoding.UTF8.GetString(source[column]))]);
                left--;
            }
        }
        if (left > 0) throw new InvalidInputException($"{source.Where} has fewer rows than when it was read before; leave the file as it is while it is used.");
        return new RawRows([.. Enumerable.Range(0, source.Columns).Select(column => source.Names?[column] ?? $"x{column + 1}")], [.. rows.Select(row => found[row])]);
    }

    private static bool HasAnswer(TableSource source, int target, Action add)
    {
        if (Cell.IsMissing(source[target])) return false;
        add();
        return true;
    }

    private static InputRows ReadRows(ModelRows rows, Func<bool> keep)
    {
        var values = new ChunkedBuffer<float>(rows.Source.Where);
        var inputs = new float[rows.Width];
        long left = 0;
        while (rows.Read(inputs))
        {
            if (!keep()) left++;
            else foreach (float input in inputs) values.Add(input);
        }
        if (left > 0) rows.Options.Warn?.Invoke($"{rows.Source.Where}: {(left == 1 ? "1 row has" : $"{left} rows have")} no answer and {(left == 1 ? "is" : "are")} left out.");
        if (left == rows.Rows) throw new InvalidInputException($"{rows.Source.Where}: no row has an answer; a column with the answers is needed.");
        return new InputRows(rows.Source.Name, values.Drain(), rows.Width, rows.Options.Features);
    }
}

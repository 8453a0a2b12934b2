using Backprop.Data;

namespace Backprop.Tabular;

/// <summary>
/// Reads a table for a model that exists. With a header, the model's columns are found by name, in any order, among any others;
/// without one, by position: as many columns as features, or one more where the target stood in training.
/// </summary>
public static class CsvTable
{
    /// <summary>The inputs alone, to predict from, <c>[rows, Features]</c>; whatever stands in other columns does not matter.</summary>
    /// <exception cref="InvalidInputException">Whatever is wrong with the file, with row and column; a column of the model is missing.</exception>
    public static InputRows ReadInputs(CsvTableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var source = CsvSource.Open(options.Path, options.Header, options.Delimiter);
        return ReadRows(source, options, FeatureColumns.Find(source, options), null);
    }

    /// <summary>Inputs with the known answers, to evaluate on: classes by the model's names, or numbers.</summary>
    /// <exception cref="InvalidInputException">As <see cref="ReadInputs"/>; the target is missing, or is a class that the model does not know.</exception>
    public static Dataset ReadDataset(CsvTableOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var source = CsvSource.Open(options.Path, options.Header, options.Delimiter);
        FeatureColumns columns = FeatureColumns.Find(source, options);
        int target = columns.RequireTarget(source, options);
        if (options.Classes is null)
        {
            var numbers = new ChunkedBuffer<float>(source.Where);
            InputRows inputs = ReadRows(source, options, columns, () => numbers.Add(source.Number(target)));
            return Dataset.ForRegression(inputs, numbers.Drain(), [source.Names?[target] ?? options.Target ?? CsvDataset.UnnamedTarget]);
        }
        var (labels, classes) = (new ChunkedBuffer<int>(source.Where), new ClassNames(options.Classes));
        InputRows rows = ReadRows(source, options, columns, () => labels.Add(classes.Label(source, target)));
        return Dataset.ForClassification(rows, labels.Drain(), options.Classes, source.Names?[target] ?? options.Target ?? CsvDataset.UnnamedTarget);
    }

    private static InputRows ReadRows(CsvSource source, CsvTableOptions options, FeatureColumns columns, Action? readTarget)
    {
        var values = new ChunkedBuffer<float>(source.Where);
        while (source.Read())
        {
            foreach (int column in columns.Indices) values.Add(source.Number(column));
            readTarget?.Invoke();
        }
        if (source.IsHeaderOnly) throw new InvalidInputException($"{source.Where} has a header but no rows; at least one is needed.");
        return new InputRows(source.Name, values.Drain(), columns.Indices.Length, options.Features);
    }
}

using System.Globalization;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>Where a model's columns stand in a file.</summary>
/// <param name="Indices">The column of each feature, from 0, in the network's order.</param>
/// <param name="Target">The column of the target, from 0; −1 where the file has none, or it is not known.</param>
internal sealed record FeatureColumns(int[] Indices, int Target)
{
    /// <exception cref="InvalidInputException">A column is missing, or the file has not the model's width.</exception>
    public static FeatureColumns Find(CsvSource source, CsvTableOptions options) =>
        source.Names is null ? ByPosition(source, options) : ByName(source, source.Names, options);

    /// <summary>The target's column, from 0.</summary>
    /// <exception cref="InvalidInputException">The file has no target, or it is one of the inputs.</exception>
    public int RequireTarget(CsvSource source, CsvTableOptions options)
    {
        int target = Target;
        if (target < 0 && source.Names is null)
            throw new InvalidInputException($"{source.Where} has {CsvSource.Counted(source.Columns, "column")} without names, all of them inputs of the model; to evaluate, a column with the answers is needed.");
        if (target < 0) target = ColumnChoice.Find(source, options.Target);
        if (Indices.Contains(target))
            throw new InvalidInputException($"{source.Where}: column {source.Described(target)} is an input of the model and cannot be the target; choose the column with the answers.");
        return target;
    }

    private static FeatureColumns ByName(CsvSource source, string[] names, CsvTableOptions options)
    {
        var columns = names.Select((name, column) => (name, column)).ToDictionary(pair => pair.name, pair => pair.column, StringComparer.Ordinal);
        int[] indices = [.. options.Features.Select(feature => columns.TryGetValue(feature, out int column) ? column : throw Missing(source, feature))];
        return new FeatureColumns(indices, options.Target is { } target && ColumnChoice.TryFind(source, target, out int found) ? found : -1);
    }

    private static FeatureColumns ByPosition(CsvSource source, CsvTableOptions options)
    {
        int features = options.Features.Count;
        if (source.Columns == features) return new FeatureColumns([.. Enumerable.Range(0, features)], -1);
        if (source.Columns != features + 1)
            throw new InvalidInputException(
                $"{source.Where} has {CsvSource.Counted(source.Columns, "column")} without names, but the model takes {features}; give it those, or those and the target.");
        if (options.Target is not { } target || !ColumnChoice.TryFind(source, target, out int gap)) gap = GapIn(options.Features);
        if (gap < 0)
            throw new InvalidInputException(
                $"{source.Where} has {CsvSource.Counted(source.Columns, "column")} without names, one more than the model takes, and nothing says which is the target; give the file a header.");
        return new FeatureColumns([.. Enumerable.Range(0, source.Columns).Where(column => column != gap)], gap);
    }

    /// <summary>Where the target stood, from 0: the number that is left out of x1, x2, …; −1 where features have other names.</summary>
    private static int GapIn(IReadOnlyList<string> features)
    {
        int gap = features.Count;
        for (int feature = 0; feature < features.Count; feature++)
        {
            if (gap == features.Count && features[feature] == Numbered(feature + 2)) gap = feature;
            if (features[feature] != Numbered(feature < gap ? feature + 1 : feature + 2)) return -1;
        }
        return gap;
    }

    private static string Numbered(int column) => string.Create(CultureInfo.InvariantCulture, $"x{column}");

    private static InvalidInputException Missing(CsvSource source, string feature) =>
        new($"{source.Where} has no column {Printable.Quoted(feature)}, an input of the model; there are {source.Listed()}.");
}

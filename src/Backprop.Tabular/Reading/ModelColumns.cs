using System.Globalization;
using Backprop.Files;

namespace Backprop.Tabular;

/// <summary>Where a model's columns stand in a table.</summary>
/// <param name="Indices">For each of the model's columns, its place from 0; −1 for one that is left out.</param>
/// <param name="Target">The column of the target, from 0; −1 where the table has none, or it is not known.</param>
internal sealed record ModelColumns(int[] Indices, int Target)
{
    /// <exception cref="InvalidInputException">A column is missing, or the table has not the model's width.</exception>
    public static ModelColumns Find(TableSource source, ModelTableOptions options) =>
        source.Names is null ? ByPosition(source, options) : ByName(source, source.Names, options);

    /// <summary>The target's column, from 0.</summary>
    /// <exception cref="InvalidInputException">The table has no target, or it is one of the inputs.</exception>
    public int RequireTarget(TableSource source, ModelTableOptions options)
    {
        int target = Target;
        if (target < 0 && source.Names is null)
            throw new InvalidInputException($"{source.Where} has {TableSource.Counted(source.Columns, "column")} without names, all of them inputs of the model; to evaluate, a column with the answers is needed.");
        if (target < 0) target = ColumnChoice.FindTarget(source, options.Target);
        if (Indices.Contains(target))
            throw new InvalidInputException($"{source.Where}: column {source.Described(target)} is an input of the model and cannot be the target; choose the column with the answers.");
        return target;
    }

    private static ModelColumns ByName(TableSource source, string[] names, ModelTableOptions options)
    {
        var places = names.Select((name, column) => (name, column)).ToDictionary(pair => pair.name, pair => pair.column, StringComparer.Ordinal);
        int[] indices = [.. options.AllColumns.Select(column =>
            column.Features.Count == 0 ? -1 : places.TryGetValue(column.Name, out int place) ? place : throw Missing(source, column.Name))];
        return new ModelColumns(indices, options.Target is { } target && ColumnChoice.TryFind(source, target, out int found) ? found : -1);
    }

    /// <summary>The columns of training in their order, the ones that were left out too, with the target or without it.</summary>
    private static ModelColumns ByPosition(TableSource source, ModelTableOptions options)
    {
        var columns = options.AllColumns;
        int[] places = [.. Enumerable.Range(0, columns.Count)];
        int gap = -1;
        if (source.Columns == columns.Count + 1)
        {
            if (options.Target is not { } target || !ColumnChoice.TryFind(source, target, out gap)) gap = GapIn([.. columns.Select(column => column.Name)]);
            if (gap < 0)
                throw new InvalidInputException(
                    $"{source.Where} has {TableSource.Counted(source.Columns, "column")} without names, one more than the model takes, and nothing says which is the target; give the file a header.");
            places = [.. Enumerable.Range(0, source.Columns).Where(column => column != gap)];
        }
        else if (source.Columns != columns.Count)
        {
            throw new InvalidInputException(
                $"{source.Where} has {TableSource.Counted(source.Columns, "column")} without names, but the model takes {columns.Count}; give it those, or those and the target.");
        }
        return new ModelColumns([.. places.Select((place, column) => columns[column].Features.Count == 0 ? -1 : place)], gap);
    }

    /// <summary>Where the target stood, from 0: the number that is left out of x1, x2, …; −1 where columns have other names.</summary>
    private static int GapIn(string[] names)
    {
        int gap = names.Length;
        for (int column = 0; column < names.Length; column++)
        {
            if (gap == names.Length && names[column] == Numbered(column + 2)) gap = column;
            if (names[column] != Numbered(column < gap ? column + 1 : column + 2)) return -1;
        }
        return gap;
    }

    private static string Numbered(int column) => string.Create(CultureInfo.InvariantCulture, $"x{column}");

    private static MissingColumnException Missing(TableSource source, string name) =>
        new($"{source.Where} has no column {Printable.Quoted(name)}, an input of the model; there are {source.Listed()}.", name);
}

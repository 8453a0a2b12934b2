namespace Backprop.Tabular;

/// <summary>The target of a table: a class for each row, or a number. Rows without one are left out.</summary>
internal sealed class TargetValues
{
    private readonly RawColumn _column;
    private readonly int[] _classOfCode;

    private TargetValues(RawColumn column, TargetKind kind)
    {
        (_column, _classOfCode, Classes, IsGuess) = (column, kind.ClassOfCode, kind.Classes, kind.IsGuess);
        var all = Enumerable.Range(0, (int)column.Rows);
        Rows = column.Missing == 0 ? [.. all] : [.. all.Where(row => !column.IsMissing(row))];
    }

    /// <summary>The rows that have a target.</summary>
    public int[] Rows { get; }

    /// <summary>The classes; null for numbers.</summary>
    public string[]? Classes { get; }

    /// <summary>Whether nothing but the values themselves said whether they are classes.</summary>
    public bool IsGuess { get; }

    /// <exception cref="InvalidInputException">No row has a target, one class only, too many, or a mixture of text and numbers.</exception>
    public static TargetValues Of(RawColumn column, TableTask? task, string? positive) => new(column, TargetKind.Of(column, task, positive));

    /// <summary>The class of each of some rows; none where the target is a number.</summary>
    public int[] Labels(int[] rows) => Classes is null ? [] : [.. rows.Select(row => _classOfCode[_column.Codes![row]])];

    /// <summary>The number of each of some rows.</summary>
    public float[] Numbers(int[] rows) => [.. rows.Select(_column.Number)];
}

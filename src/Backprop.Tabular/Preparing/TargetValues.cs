namespace Backprop.Tabular;

/// <summary>The target of a table: a class for each row, or a number. Rows without one are left out.</summary>
internal sealed record TargetValues
{
    /// <summary>The rows that have a target.</summary>
    public required int[] Rows { get; init; }

    /// <summary>The class of each row of the table; empty for numbers.</summary>
    public int[] Labels { get; init; } = [];

    /// <summary>The number of each row of the table; empty for classes.</summary>
    public float[] Numbers { get; init; } = [];

    /// <summary>The classes; null for numbers.</summary>
    public string[]? Classes { get; init; }

    /// <summary>Whether nothing but the values themselves said whether they are classes.</summary>
    public bool IsGuess { get; init; }

    /// <exception cref="InvalidInputException">No row has a target, one class only, too many, or a mixture of text and numbers.</exception>
    public static TargetValues Of(RawColumn column, TableTask? task, string? positive)
    {
        var (classes, ofCode, isGuess) = TargetKind.Of(column, task, positive);
        var all = Enumerable.Range(0, (int)column.Rows);
        return new TargetValues
        {
            Rows = [.. all.Where(row => !column.IsMissing(row))],
            Labels = classes is null ? [] : [.. all.Select(row => ofCode[column.Codes![row]])],
            Numbers = classes is null ? [.. all.Select(column.Number)] : [],
            Classes = classes,
            IsGuess = isGuess,
        };
    }
}

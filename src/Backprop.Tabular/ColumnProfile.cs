namespace Backprop.Tabular;

/// <summary>What a column holds, and what would become of it if all rows were learned from.</summary>
/// <param name="Name">Its name; x1, x2, … by its number where there is no header.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsTarget">Whether it is the column to be predicted.</param>
/// <param name="Column">What would become of it; for the target the column that it would be as an input.</param>
public sealed record ColumnProfile(string Name, ColumnKind Kind, bool IsTarget, TableColumn Column)
{
    /// <summary>Rows without a value.</summary>
    public long Missing { get; init; }

    /// <summary>Different values; null where they were not counted, since there are very many.</summary>
    public long? Unique { get; init; }

    /// <summary>The smallest and the largest number; null where the column has none.</summary>
    public (float Smallest, float Largest)? Range { get; init; }

    /// <summary>The most frequent texts, the most frequent first; empty where the column has numbers.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Counts: of ten equal parts of the range of numbers, or of the most frequent texts; empty where there are no values.</summary>
    public IReadOnlyList<long> Histogram { get; init; } = [];
}

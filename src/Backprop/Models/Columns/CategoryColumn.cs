namespace Backprop;

/// <summary>
/// One of some words: an input for each category that training saw often enough, 1 for the cell's own and 0 for the others.
/// Rare ones and missing cells share one more input, <c>other</c>, and so does a category that training did not see. Where
/// training had neither rare nor missing cells there is no such input, since its weights would have learned nothing;
/// an unseen category then takes the share of each category, which is the average row.
/// </summary>
/// <param name="Name">The column's name.</param>
/// <param name="Categories">The categories, in ordinal order or, where all are numbers, by value.</param>
/// <param name="Shares">The share of each category among the rows of training; they sum to 1 where there is no <c>other</c>.</param>
/// <param name="HasOther">Whether there is the input for all else.</param>
public sealed record CategoryColumn(string Name, IReadOnlyList<string> Categories, IReadOnlyList<float> Shares, bool HasOther) : TableColumn(Name)
{
    /// <summary>Categories that training had too rarely to give them an input of their own; empty by default.</summary>
    public IReadOnlyList<string> Rare { get; init; } = [];

    /// <inheritdoc/>
    public override string Kind => "category";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Features =>
        [.. Categories.Select(category => $"{Name}={category}"), .. HasOther ? [$"{Name} is other"] : Array.Empty<string>()];
}

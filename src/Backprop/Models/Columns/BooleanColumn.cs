namespace Backprop;

/// <summary>Yes or no, true or false: one input of 1 or 0, and a second one that is 1 where the cell was missing, if any was.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Share">The share of yes in training, which stands in for a missing cell.</param>
/// <param name="HasIndicator">Whether cells were missing in training, so that there is the second input.</param>
public sealed record BooleanColumn(string Name, float Share, bool HasIndicator) : TableColumn(Name)
{
    /// <inheritdoc/>
    public override string Kind => "boolean";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Features => HasIndicator ? [Name, Indicator] : [Name];
}

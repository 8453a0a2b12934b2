namespace Backprop;

/// <summary>Numbers: one input, and a second one that is 1 where the number was missing and 0 elsewhere, if any was.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Median">What stands in for a missing number.</param>
/// <param name="HasIndicator">Whether numbers were missing in training, so that there is the second input.</param>
public sealed record NumberColumn(string Name, float Median, bool HasIndicator) : TableColumn(Name)
{
    /// <summary>How far-off values are drawn nearer; null (the default) where all stand as they are.</summary>
    public TailBend? Tails { get; init; }

    /// <inheritdoc/>
    public override string Kind => "number";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Features => HasIndicator ? [Name, Indicator] : [Name];
}

namespace Backprop;

/// <summary>A column that the network does not see.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Reason">Why: <c>identifier</c> (nearly every row has its own text), <c>constant</c>, <c>empty</c>, <c>ignored</c> (on request), or what it is used for.</param>
public sealed record IgnoredColumn(string Name, string Reason) : TableColumn(Name)
{
    /// <inheritdoc/>
    public override string Kind => "ignored";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Features => [];
}

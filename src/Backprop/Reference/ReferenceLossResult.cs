namespace Backprop.Reference;

/// <summary>The loss of a batch.</summary>
/// <param name="Value">The mean (or sum) of the data points' losses.</param>
/// <param name="Points">L_j of each data point j alone.</param>
public sealed record ReferenceLossResult(Real Value, Real[] Points);

namespace Backprop.Reference;

/// <summary>
/// What the forward pass through one layer computed and keeps for the backward pass and for a trace.
/// Every matrix has a row for each data point j. A layer that keeps more derives its own record.
/// </summary>
/// <param name="Inputs">What came in, [points][inputs].</param>
/// <param name="Activations">What goes out, [points][outputs].</param>
public record ReferenceLayerForward(Real[][] Inputs, Real[][] Activations)
{
    /// <summary>The weighted sums x, [points][outputs]; null for a layer without neurons.</summary>
    public Real[][]? WeightedSums { get; init; }
}

namespace Backprop.Reference;

/// <summary>What the backward pass through one layer computed. Every matrix has a row for each data point j.</summary>
/// <param name="InputGradients">∂L_j/∂(input) of each data point alone, [points][inputs]: the incoming gradient of the layer before.</param>
/// <param name="Gradients">For each of the layer's parameters, in their order, the gradient of the batch's loss, flat like the values.</param>
public record ReferenceLayerBackward(Real[][] InputGradients, IReadOnlyList<Real[]> Gradients)
{
    /// <summary>The derivatives ∂aᵢ/∂xᵢ of the activation, [points][outputs]; null for a layer without neurons.</summary>
    public Real[][]? Derivatives { get; init; }

    /// <summary>The deltas δᵢ = ∂L_j/∂xᵢ of each data point alone, [points][outputs]; null for a layer without neurons.</summary>
    public Real[][]? Deltas { get; init; }
}

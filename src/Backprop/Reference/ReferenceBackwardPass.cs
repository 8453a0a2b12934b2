namespace Backprop.Reference;

/// <summary>A backward pass through a network: what each layer computed, listed first to last as in the forward pass.</summary>
/// <param name="Layers">One record for each layer.</param>
public sealed record ReferenceBackwardPass(IReadOnlyList<ReferenceLayerBackward> Layers)
{
    /// <summary>The gradients of the batch's loss, one array for each of the network's parameters, in their order.</summary>
    public IReadOnlyList<Real[]> Gradients { get; } = [.. Layers.SelectMany(layer => layer.Gradients)];

    /// <summary>∂L_j/∂(input) of each data point alone, [points][inputs of the network].</summary>
    public Real[][] InputGradients => Layers[0].InputGradients;
}
